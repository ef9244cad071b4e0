#include "linkage/blocks.h"

#include <algorithm>
#include <optional>

namespace unionhall::linkage {

namespace {

constexpr std::size_t slices = 32;  // of a table, for threads; in order, so that partitions are in order of rows
constexpr std::size_t partition_rows = 1024;  // about as many as stay in the nearest cache with their groups
constexpr std::size_t partitions_each = 32;

}  // namespace

Blocks::Blocks(const Dataset& data, const std::vector<Rule>& rules)
    : data_(data),
      left_(data.budget()),
      right_(data.budget()),
      keys_(data.budget()),
      is_one_(data.is_one()),
      pairs_max_(data.spec().block_pairs_max),
      capped_(rules.size()) {
    for (auto& rule : rules) {
        rules_.push_back(data.layout().places(rule));
        bits_.push_back(data.layout().bits(rule));
    }
    unsigned bits = 4;
    while (bits < 20 && std::max(data.left().rows(), data.right().rows()) >> bits > partition_rows) ++bits;
    partition_shift_ = 64 - bits;
}

std::uint64_t Blocks::key_of(const std::vector<Place>& places, const std::uint32_t* record) {
    std::uint64_t key = 0x9E3779B97F4A7C15;
    for (auto& place : places) {
        auto value = place.of(record);
        if (!value) return 0;
        key = (key ^ value) * 0x9FB21C651E98DF25;
        key ^= key >> 29;
    }
    key = mix(key);
    return key ? key : 1;
}

bool Blocks::is_capped(std::size_t rule, const std::uint32_t* record) const {
    return std::ranges::binary_search(capped_[rule], block_of(key(rule, record)));
}

void Blocks::partition(const Table& table, const std::vector<Place>& places, Side& side, const Control& control) {
    auto partitions = std::size_t(1) << (64 - partition_shift_);
    if (keys_.size() < table.rows()) keys_.resize(table.rows());
    std::vector<std::vector<std::uint32_t>> counts(slices, std::vector<std::uint32_t>(partitions));
    auto rows_of = [&](std::size_t slice) {
        return std::pair(table.rows() * slice / slices, table.rows() * (slice + 1) / slices);
    };
    each(control, slices, [&](unsigned, std::size_t slice) {
        auto [begin, end] = rows_of(slice);
        for (auto row = begin; row < end; ++row)
            if (auto key = keys_[row] = key_of(places, table.record(row))) ++counts[slice][key >> partition_shift_];
    });
    side.begins.assign(partitions + 1, 0);
    std::vector<std::vector<std::size_t>> at(slices, std::vector<std::size_t>(partitions));
    std::size_t sum = 0;
    for (std::size_t p = 0; p < partitions; ++p) {
        side.begins[p] = sum;
        for (std::size_t slice = 0; slice < slices; ++slice) at[slice][p] = sum, sum += counts[slice][p];
    }
    side.begins[partitions] = sum;
    if (side.entries.size() < sum) side.entries.resize(sum);
    each(control, slices, [&](unsigned, std::size_t slice) {
        auto [begin, end] = rows_of(slice);
        auto* to = at[slice].data();
        for (auto row = begin; row < end; ++row)
            if (auto key = keys_[row])
                side.entries[to[key >> partition_shift_]++] = {static_cast<std::uint32_t>(key),
                                                               static_cast<std::uint32_t>(row)};
    });
}

// The rows of each key: those of the left chained from the last to the first, those of the right with their group.
void Blocks::group(std::size_t p, const Side& left, const Side& right, Scratch& s, JoinReport& report) const {
    auto count = left.begins[p + 1] - left.begins[p];
    std::size_t size = 64;
    while (size < count * 2) size *= 2;
    s.groups.assign(size, {});
    auto find = [&](std::uint32_t tag) {
        auto at = (tag * 0x9E3779B1u) & (size - 1);
        while (s.groups[at].left && s.groups[at].tag != tag) at = (at + 1) & (size - 1);
        return at;
    };
    if (s.next.size() < count) s.next.resize(count);
    s.group_of.resize(is_one_ ? count : right.begins[p + 1] - right.begins[p]);
    // Groups over the limit, as soon as they are: most have no more than a few rows, and none need be looked at again.
    s.over.clear();
    std::uint64_t pairs = 0;
    auto* entries = left.entries.data() + left.begins[p];
    for (std::uint32_t i = 0; i < count; ++i) {
        auto at = find(entries[i].tag);
        auto& group = s.groups[at];
        group.tag = entries[i].tag;
        s.next[i] = group.head;
        group.head = i + 1;
        ++group.left;
        if (is_one_) {
            s.group_of[i] = static_cast<std::uint32_t>(at);
            pairs += group.left - 1;
            note_over(group, at, group.left - 1, s);
        }
    }
    if (!is_one_) {
        auto* others = right.entries.data() + right.begins[p];
        for (std::size_t j = 0; j < s.group_of.size(); ++j) {
            auto at = find(others[j].tag);
            s.group_of[j] = static_cast<std::uint32_t>(at);
            auto& group = s.groups[at];
            if (!group.left) continue;
            pairs += group.left;
            ++group.right;
            note_over(group, at, group.left, s);
        }
    }
    report.pairs = pairs;
    report.pairs_possible = static_cast<double>(pairs);
    for (auto at : s.over) {
        auto& group = s.groups[at];
        report.pairs -= pairs_in(group);
        report.capped.push_back({p << 32 | group.tag, group.left, is_one_ ? group.left : group.right});
    }
}

void Blocks::emit(std::size_t p, const Side& left, const Side& right, unsigned thread, Scratch& s,
                  const Take& take) const {
    auto* lefts = left.entries.data() + left.begins[p];
    auto* rights = right.entries.data() + right.begins[p];
    auto* left_records = data_.left().record(0);
    auto* right_records = data_.right().record(0);
    auto stride = data_.layout().stride();
    s.batch.clear();
    for (std::size_t j = 0; j < s.group_of.size(); ++j) {
        auto& group = s.groups[s.group_of[j]];
        if (!group.left || is_over(group)) continue;
        auto row = rights[j].row;
        if (group.left > 1 || !is_one_) __builtin_prefetch(right_records + static_cast<std::size_t>(row) * stride);
        for (auto i = is_one_ ? s.next[j] : group.head; i; i = s.next[i - 1]) {
            auto other = lefts[i - 1].row;
            __builtin_prefetch(left_records + static_cast<std::size_t>(other) * stride);
            s.batch.push_back({other, row});
            if (s.batch.size() == pair_batch) take(thread, s.batch), s.batch.clear();
        }
    }
    if (!s.batch.empty()) take(thread, s.batch);
}

JoinReport Blocks::join(std::size_t rule, const Take& take, const Control& control, double enough) {
    JoinReport report;
    auto& left = left_;
    partition(data_.left(), rules_[rule], left, control);
    if (!is_one_) partition(data_.right(), rules_[rule], right_, control);
    auto& right = is_one_ ? left : right_;
    report.left_without = data_.left().rows() - left.begins.back();
    report.right_without = data_.right().rows() - right.begins.back();
    auto partitions = left.begins.size() - 1;
    std::vector<Scratch> scratch(std::max(1u, control.threads));
    std::size_t done = 0;
    while (done < partitions && (!enough || static_cast<double>(report.pairs) < enough)) {
        auto wave = enough ? std::min(partitions_each, partitions - done) : partitions;
        std::vector<JoinReport> reports(wave);
        each(control, wave, [&](unsigned thread, std::size_t i) {
            group(done + i, left, right, scratch[thread], reports[i]);
            if (take) emit(done + i, left, right, thread, scratch[thread], take);
        });
        for (auto& r : reports) {
            report.pairs += r.pairs;
            report.pairs_possible += r.pairs_possible;
            report.capped.insert(report.capped.end(), r.capped.begin(), r.capped.end());
        }
        done += wave;
    }
    report.share = static_cast<double>(done) / static_cast<double>(partitions);
    std::ranges::sort(report.capped, {}, &CappedBlock::key);
    capped_[rule].clear();
    for (auto& block : report.capped) capped_[rule].push_back(block.key);
    return report;
}

namespace {

// The same from one count for each number, where the place holds numbers of texts.
std::optional<double> counted(const Dataset& data, const Place& place) {
    auto &left = data.left(), &right = data.right();
    auto numbers = data.numbers_in(place);
    if (!numbers) return {};
    Large<std::uint32_t> counts(numbers + 1, 0, data.budget());
    double in_left = 0, in_right = 0, same = 0;
    // Counts lie anywhere and are asked for ahead.
    auto each_value = [&](const Table& table, auto take) {
        constexpr std::size_t ahead = 16;
        for (std::size_t row = 0; row < table.rows(); ++row) {
            if (row + ahead < table.rows()) __builtin_prefetch(&counts[place.of(table.record(row + ahead))]);
            if (auto value = place.of(table.record(row))) take(value);
        }
    };
    each_value(left, [&](std::uint64_t value) {
        if (data.is_one()) same += counts[value];
        ++counts[value];
        ++in_left;
    });
    if (data.is_one()) return in_left > 1 ? same / (0.5 * in_left * (in_left - 1)) : 0;
    each_value(right, [&](std::uint64_t value) {
        same += counts[value];
        ++in_right;
    });
    return in_left * in_right > 0 ? same / (in_left * in_right) : 0;
}

// How often each value stands in a table, where there are few of them; nothing when there are many.
class FewValues {
  public:
    bool count(const Table& table, const Place& place, bool is_left) {
        for (std::size_t row = 0; row < table.rows(); ++row) {
            auto value = place.of(table.record(row));
            if (!value) continue;
            auto at = mix(value) & (slots_.size() - 1);
            while (slots_[at].value && slots_[at].value != value) at = (at + 1) & (slots_.size() - 1);
            if (!slots_[at].value) {
                slots_[at].value = value;
                if (++values_ > slots_.size() / 2) return false;
            }
            ++(is_left ? slots_[at].left : slots_[at].right);
        }
        return true;
    }
    double share(bool is_one) const {
        double left = 0, right = 0, same = 0;
        for (auto& s : slots_) {
            left += s.left;
            right += s.right;
            same += is_one ? 0.5 * s.left * (s.left - 1.0) : static_cast<double>(s.left) * s.right;
        }
        auto all = is_one ? 0.5 * left * (left - 1) : left * right;
        return all > 0 ? same / all : 0;
    }

  private:
    struct Slot {
        std::uint64_t value = 0;
        std::uint32_t left = 0, right = 0;
    };
    std::vector<Slot> slots_ = std::vector<Slot>(1 << 16);
    std::size_t values_ = 0;
};

}  // namespace

double Blocks::coincidence(const Dataset& data, const std::vector<Place>& places, const Control& control) {
    if (places.size() == 1) {
        if (auto share = counted(data, places[0])) return *share;
        FewValues few;
        if (few.count(data.left(), places[0], true) && (data.is_one() || few.count(data.right(), places[0], false)))
            return few.share(data.is_one());
    }
    Blocks blocks(data, {});
    blocks.rules_.push_back(places);
    blocks.capped_.emplace_back();
    auto report = blocks.join(0, {}, control);
    auto present = [](auto rows, auto without) { return static_cast<double>(rows - without); };
    auto left = present(data.left().rows(), report.left_without);
    auto right = present(data.right().rows(), report.right_without);
    auto all = data.is_one() ? 0.5 * left * (left - 1) : left * right;
    return all > 0 ? report.pairs_possible / all : 0;
}

}  // namespace unionhall::linkage
