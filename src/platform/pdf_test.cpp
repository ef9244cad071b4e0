#include "platform/pdf.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "platform/document_signer.h"
#include "platform/pdf_sign.h"
#include "platform/testing_folder.h"
#include "platform/testing_pdf.h"

using namespace unionhall;

namespace {

const Instant moment = parse_instant("2024-05-21T08:00:00Z").value();

PdfDocument a_document(int rows) {
    PdfDocument document{.title = "集中入会情况通报",
                         .author = "克拉玛依市总工会",
                         .made_at = moment,
                         .header_left = "克拉玛依市总工会 · 第 1 期",
                         .header_right = "第 2 版",
                         .footer_left = "数字按发布时的统计固定。",
                         .page_words = "第 {page} 页，共 {pages} 页"};
    document.blocks.push_back(PdfParagraph{PdfStyle::title, document.title});
    document.blocks.push_back(PdfParagraph{PdfStyle::body, "共有188名新就业形态劳动者加入工会。188 members joined."});
    PdfTable table{"统计得出的数字", {{"数字", 3}, {"数值", 1, true}}};
    for (int i = 0; i < rows; ++i) table.rows.push_back({"第" + std::to_string(i) + "项", std::to_string(1000 + i)});
    document.blocks.push_back(std::move(table));
    document.blocks.push_back(PdfParagraph{PdfStyle::note, "[1] 口径：获批准入会的人，每人一次。"});
    return document;
}

const Signer& signer() {
    static const Signer made = new_signer("Unionhall", moment);
    return made;
}
const PdfSigning signing{.language = "zh-CN", .reason = "发布", .name = "克拉玛依市总工会", .at = moment};

}  // namespace

TEST_CASE("a document on paper says in Chinese and English what it was given, page by page") {
    auto pdf = pdf_of(a_document(80));
    CHECK(pdf.starts_with("%PDF-"));
    auto text = text_in(pdf);
    for (auto expected : {"集中入会情况通报", "共有188名新就业形态劳动者加入工会。", "188membersjoined.", "第79项1079",
                          "[1]口径：获批准入会的人，每人一次。", "第1页，共3页", "第3页，共3页", "第2版"})
        CHECK_MESSAGE(text.find(expected) != std::string::npos, expected << " is not in: " << text);
    auto fonts = said_by("pdffonts", pdf);
    CHECK_MESSAGE(fonts.find("NotoSansCJKsc-Regular") != std::string::npos, fonts);
    CHECK(fonts.find(" no ") == std::string::npos);  // each is inside, in part, and leads back to characters
}

TEST_CASE("a reading voice finds headings, paragraphs and tables, and every table has its headings") {
    auto structure = structure_in(pdf_of(a_document(80)));
    auto count = [&](const std::string& tag) {
        int found = 0;
        for (std::size_t at = 0; (at = structure.find(tag + "\n", at)) != std::string::npos; ++at) ++found;
        return found;
    };
    CHECK_MESSAGE(structure.find("H1 (block)\n    \"集中入会情况通报\"") != std::string::npos, structure);
    CHECK(structure.find("Caption\n      \"统计得出的数字\"") != std::string::npos);
    CHECK(count("Table (block)") == 3);  // one a page
    CHECK(count("TH") == 80 + 3 * 2);
    CHECK(count("TD") == 80);
    CHECK(structure.find("页，共") == std::string::npos);  // what is on every page is not read aloud
}

TEST_CASE("the same content is the same bytes, signed too") {
    auto pdf = pdf_of(a_document(5));
    CHECK(pdf == pdf_of(a_document(5)));
    CHECK(pdf != pdf_of(a_document(6)));
    auto made = signed_pdf(pdf, signer(), signing);
    CHECK(made == signed_pdf(pdf, signer(), signing));
    CHECK(made.starts_with(pdf));
    CHECK(made.find("/Lang (zh-CN)") != std::string::npos);
    CHECK(made.find("/DisplayDocTitle true") != std::string::npos);
    auto info = said_by("pdfinfo", made);
    CHECK_MESSAGE(info.find("集中入会情况通报") != std::string::npos, info);
    CHECK(info.find("Tagged:          yes") != std::string::npos);
    CHECK(info.find("A4") != std::string::npos);
}

TEST_CASE("a signature covers the whole document, and one changed byte shows") {
    auto made = signed_pdf(pdf_of(a_document(5)), signer(), signing);
    auto said = signature_in(made);
    CHECK_MESSAGE(said.find("Signature is Valid.") != std::string::npos, said);
    CHECK(said.find("Total document signed") != std::string::npos);
    CHECK(said.find("Common Name: Unionhall") != std::string::npos);
    CHECK(pdf_signature_holds(made, signer()));
    CHECK(!pdf_signature_holds(made, new_signer("Unionhall", moment)));
    for (auto at : {std::size_t(20), made.size() / 2, made.size() - 3}) {
        auto changed = made;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        CHECK_MESSAGE(!pdf_signature_holds(changed, signer()), "byte " << at);
    }
    CHECK(!pdf_signature_holds(made + "x", signer()));
    CHECK(!pdf_signature_holds(pdf_of(a_document(5)), signer()));
    auto changed = made;
    changed[2000] = static_cast<char>(changed[2000] ^ 1);
    CHECK(signature_in(changed).find("Signature is Valid.") == std::string::npos);
    CHECK_THROWS(signed_pdf("not a PDF", signer(), signing));
}

TEST_CASE("the signer is made once, is its owner's alone, and may be replaced by another authority's") {
    TestFolder folder;
    auto file = folder / "document-signer.pem";
    auto made = document_signer(file, "Unionhall", moment);
    CHECK(fingerprint_of(made) == fingerprint_of(document_signer(file, "Somebody else", moment)));
    struct stat about {};
    REQUIRE(::stat(file.c_str(), &about) == 0);
    CHECK((about.st_mode & 0777) == 0600);
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path), {}) == 1);
    ::chmod(file.c_str(), 0640);
    CHECK_THROWS_WITH(document_signer(file, "Unionhall", moment), doctest::Contains("chmod 600"));
    ::chmod(file.c_str(), 0600);
    std::ofstream(file) << signer().certificates << signer().private_key;
    CHECK(fingerprint_of(document_signer(file, "Unionhall", moment)) == fingerprint_of(signer()));
    std::ofstream(file) << signer().certificates << new_signer("Unionhall", moment).private_key;
    CHECK_THROWS_WITH(document_signer(file, "Unionhall", moment), doctest::Contains("does not belong"));
}
