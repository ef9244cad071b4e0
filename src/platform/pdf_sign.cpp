#include "platform/pdf_sign.h"

#include <charconv>
#include <cstdio>
#include <stdexcept>
#include <utility>
#include <vector>

#include "platform/crypto.h"

namespace unionhall {

namespace {

[[noreturn]] void fault(const char* what) { throw std::runtime_error(std::string("a PDF cannot be signed: ") + what); }

std::size_t number_at(std::string_view text, std::size_t at) {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\n')) ++at;
    std::size_t number = 0;
    auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), number);
    if (error != std::errc()) fault("a number is missing");
    return number;
}
std::size_t number_after(std::string_view text, std::string_view name) {
    auto at = text.find(name);
    if (at == text.npos) fault("an entry is missing");
    return number_at(text, at + name.size());
}

// The PDF as Cairo leaves it: one table of objects, one trailer, dictionaries in plain text.
struct Made {
    std::string_view pdf;
    std::size_t table, objects, root, info;

    explicit Made(std::string_view pdf) : pdf(pdf) {
        auto end = pdf.rfind("startxref");
        auto trailer = pdf.rfind("trailer");
        if (end == pdf.npos || trailer == pdf.npos) fault("its end is not known");
        table = number_at(pdf, end + 9);
        auto words = pdf.substr(trailer, end - trailer);
        objects = number_after(words, "/Size"), root = number_after(words, "/Root");
        info = number_after(words, "/Info");
    }
    // What stands between << and >> of an object.
    std::string dictionary(std::size_t number) const {
        auto rows = pdf.find('\n', pdf.find('\n', table) + 1) + 1;
        auto offset = number_at(pdf, rows + number * 20);
        auto head = std::to_string(number) + " 0 obj\n<<";
        if (pdf.substr(offset, head.size()) != head) fault("an object is not where it should be");
        auto begin = offset + head.size(), end = pdf.find("endobj", begin);
        end = pdf.rfind(">>", end);
        if (end == pdf.npos || end < begin) fault("an object has no end");
        return std::string(pdf.substr(begin, end - begin));
    }
};

// Text of any language: UTF-16 with its mark, in hexadecimal.
std::string pdf_text(const std::string& text) {
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string out = "<FEFF";
    auto unit = [&](unsigned value) {
        for (int shift : {12, 8, 4, 0}) out += digits[value >> shift & 15];
    };
    for (std::size_t i = 0; i < text.size();) {
        auto lead = static_cast<unsigned char>(text[i]);
        int more = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
        unsigned code = more ? lead & (0x3f >> more) : lead;
        for (int k = 0; k < more && ++i < text.size(); ++k) code = code << 6 | (text[i] & 0x3f);
        ++i;
        if (code >= 0x10000) {
            code -= 0x10000;
            unit(0xd800 + (code >> 10)), unit(0xdc00 + (code & 0x3ff));
        } else {
            unit(code);
        }
    }
    return out + ">";
}
std::string pdf_date(Instant at) {
    auto text = to_text(at);
    std::string digits;
    for (char c : text.substr(0, 19))
        if (c >= '0' && c <= '9') digits += c;
    return "(D:" + digits + "Z)";
}
std::string wide(std::size_t number) {
    char text[16];
    std::snprintf(text, sizeof text, "%010zu", number);
    return text;
}

struct Addition {
    std::string text;
    std::vector<std::pair<std::size_t, std::size_t>> places;  // object → offset

    void object(std::size_t base, std::size_t number, const std::string& dictionary) {
        places.emplace_back(number, base + text.size());
        text += std::to_string(number) + " 0 obj\n<<" + dictionary + ">>\nendobj\n";
    }
};

constexpr std::string_view range_name = "/ByteRange [", contents_name = "/Contents <";

}  // namespace

std::string signed_pdf(std::string pdf, const Signer& signer, const PdfSigning& how) {
    Made made(pdf);
    auto catalog = made.dictionary(made.root);
    auto pages = made.dictionary(number_after(catalog, "/Pages"));
    auto first = number_after(pages, "/Kids [");
    auto page = made.dictionary(first);
    if (page.find("/Annots") != page.npos) fault("its first page has annotations");
    auto signature = made.objects, field = made.objects + 1;
    auto ref = [](std::size_t number) { return std::to_string(number) + " 0 R"; };

    Addition added;
    added.text = "\n";
    auto base = pdf.size();
    added.object(base, made.root,
                 catalog + "/Lang (" + how.language + ")\n/ViewerPreferences << /DisplayDocTitle true >>\n" +
                     "/AcroForm << /Fields [ " + ref(field) + " ] /SigFlags 3 >>\n");
    added.object(base, first, page + "/Annots [ " + ref(field) + " ]\n");
    added.object(base, field,
                 " /Type /Annot /Subtype /Widget /FT /Sig /T (signature) /F 132 /Rect [ 0 0 0 0 ]\n   /P " +
                     ref(first) + " /V " + ref(signature) + "\n");
    std::string empty_range = wide(0) + " " + wide(0) + " " + wide(0) + " " + wide(0);
    added.object(base, signature,
                 " /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached\n   /M " + pdf_date(how.at) +
                     " /Name " + pdf_text(how.name) + " /Reason " + pdf_text(how.reason) + "\n   " +
                     std::string(range_name) + empty_range + "]\n   " + std::string(contents_name) +
                     std::string(pdf_signature_bytes_max * 2, '0') + ">\n");
    auto table = base + added.text.size();
    added.text += "xref\n";
    for (auto& [number, offset] : added.places)
        added.text += std::to_string(number) + " 1\n" + wide(offset) + " 00000 n \n";
    added.text += "trailer\n<< /Size " + std::to_string(made.objects + 2) + " /Root " + ref(made.root) + " /Info " +
                  ref(made.info) + " /Prev " + std::to_string(made.table) + " >>\nstartxref\n" + std::to_string(table) +
                  "\n%%EOF\n";
    pdf += added.text;

    auto digits = pdf.rfind(contents_name) + contents_name.size() - 1, after = pdf.find('>', digits) + 1;
    auto range = wide(0) + " " + wide(digits) + " " + wide(after) + " " + wide(pdf.size() - after);
    pdf.replace(pdf.rfind(range_name) + range_name.size(), range.size(), range);
    auto der = hex(cms_signature(signer, pdf.substr(0, digits) + pdf.substr(after), how.at));
    if (der.size() > pdf_signature_bytes_max * 2) fault("the certificates are larger than the room for them");
    pdf.replace(digits + 1, der.size(), der);
    return pdf;
}

bool pdf_signature_holds(std::string_view pdf, const Signer& signer) {
    auto at = pdf.rfind(range_name), digits = pdf.rfind(contents_name);
    if (at == pdf.npos || digits == pdf.npos) return false;
    digits += contents_name.size() - 1;
    auto after = pdf.find('>', digits);
    if (after == pdf.npos) return false;
    ++after;
    auto expected = wide(0) + " " + wide(digits) + " " + wide(after) + " " + wide(pdf.size() - after);
    if (pdf.substr(at + range_name.size(), expected.size()) != expected) return false;
    auto der = from_hex(pdf.substr(digits + 1, after - digits - 2));
    if (!der) return false;
    auto covered = std::string(pdf.substr(0, digits)) + std::string(pdf.substr(after));
    return cms_signature_holds(signer, covered, *der);
}

}  // namespace unionhall
