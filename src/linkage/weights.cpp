#include "linkage/weights.h"

#include <algorithm>
#include <cmath>
#include <sstream>

#include "linkage/refused.h"

namespace unionhall::linkage {

namespace {

std::string fingerprint(const Spec& spec) {
    std::string kept;
    // What is compared and how; headings and thresholds may change without making the model another one's.
    for (auto& comparison : spec.comparisons) {
        kept += spec.fields[comparison.field].name + ":" + std::string(word_of(spec.fields[comparison.field].kind));
        for (auto& level : comparison.levels) kept += "/" + level.text + (level.by_frequency ? "*" : "");
        kept += ";";
    }
    std::ostringstream hex;
    hex << std::hex << hash_of(std::string_view(kept));
    return hex.str();
}

}  // namespace

double probability_of(double weight) { return 1 / (1 + std::exp2(-weight)); }

std::string write_model(const Model& model, const Spec& spec) {
    std::ostringstream out;
    out.precision(12);
    out << "unionhall linkage model 1\nspec " << fingerprint(spec) << "\nprior " << model.prior_log2 << "\nmatches "
        << model.matches_expected << "\n";
    for (std::size_t c = 0; c < spec.comparisons.size(); ++c) {
        out << "compare " << spec.fields[spec.comparisons[c].field].name << "\n";
        for (std::size_t g = 1; g < model.m[c].size(); ++g)
            out << "  " << model.m[c][g] << " " << model.u[c][g] << "\n";
    }
    return out.str();
}

Model read_model(std::string_view text, const Spec& spec) {
    std::istringstream in{std::string(text)};
    auto refuse = [](const char* zh, const char* en) { throw Refused("The model cannot be used:", {{0, zh, en}}); };
    std::string line, word, print;
    std::getline(in, line);
    if (line != "unionhall linkage model 1") refuse("这不是模型文件。", "This is not a file that --model-out wrote.");
    Model model;
    in >> word >> print;
    if (print != fingerprint(spec))
        refuse("模型属于另一份规格。", "It was learned with another spec: learn anew, or give that spec.");
    in >> word >> model.prior_log2 >> word >> model.matches_expected;
    for (auto& comparison : spec.comparisons) {
        in >> word >> word;
        auto& m = model.m.emplace_back(1);
        auto& u = model.u.emplace_back(1);
        for (std::size_t g = 0; g <= comparison.levels.size(); ++g) in >> m.emplace_back() >> u.emplace_back();
        for (std::size_t g = 1; g < m.size(); ++g)
            if (!(m[g] > 0 && m[g] <= 1 && u[g] > 0 && u[g] <= 1)) in.setstate(std::ios::failbit);
    }
    if (!in || !std::isfinite(model.prior_log2)) refuse("模型文件坏了。", "The file is damaged.");
    return model;
}

Scorer::Scorer(const Dataset& data, const Comparer& comparer, const Model& model)
    : prior_(static_cast<float>(model.prior_log2)) {
    auto& spec = data.spec();
    for (std::size_t c = 0; c < comparer.size(); ++c) {
        auto count = comparer.else_of(c);
        auto& outcomes = outcomes_.emplace_back(count + 1);
        for (unsigned g = 1; g <= count; ++g) {
            outcomes[g].weight = static_cast<float>(std::log2(model.m[c][g] / model.u[c][g]));
            if (g == count || !spec.comparisons[c].levels[g - 1].by_frequency) continue;
            auto* feature = data.text_field(spec.comparisons[c].field).feature(spec.comparisons[c].levels[g - 1].test);
            outcomes[g] = {static_cast<float>(std::log2(model.m[c][g])), feature->word, feature->frequency_log2.data(),
                           feature->frequency_log2.size()};
            by_frequency_.emplace_back(feature->word, feature->frequency_log2.data());
        }
        // Levels by frequency are decided by integers, above all that have to wait for a bound.
        auto& bounds = bounds_.emplace_back(count);
        auto most = outcomes[count].weight;
        for (auto level = count; level-- > 0;) bounds[level] = most = std::max(most, outcomes[level + 1].weight);
        auto& any = most_.emplace_back(std::max(0.0f, outcomes[count].weight));
        for (unsigned g = 1; g < count; ++g) {
            auto rarest = 0.0f;
            if (auto* frequencies = outcomes[g].frequencies)
                rarest = *std::min_element(frequencies, frequencies + outcomes[g].values);
            any = std::max(any, outcomes[g].weight - rarest);
        }
    }
}

float Scorer::whole(Pattern pattern, const std::uint32_t* a) const {
    auto weight = prior_;
    for (std::size_t c = 0; c < outcomes_.size(); ++c) weight += of(c, outcome_in(pattern, c), a);
    return weight;
}

}  // namespace unionhall::linkage
