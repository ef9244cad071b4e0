// Documents on A4, made without a browser: tagged for reading voices, with their fonts inside, and the same bytes for
// the same content. What a document says is data; how it looks is decided here.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "platform/date.h"

namespace unionhall {

inline constexpr std::size_t pdf_pages_max = 200, pdf_blocks_max = 5'000, pdf_cells_max = 50'000;

enum class PdfStyle { from, title, date, heading, body, notice, note };  // from: whose document, above its title

struct PdfParagraph {
    PdfStyle style = PdfStyle::body;
    std::string text;
};

struct PdfColumn {
    std::string heading;
    double share = 1;  // of the width, beside the shares of the others
    bool is_number = false;
};

// The first cell of a row is its heading. Headings are repeated on every page that the table goes over.
struct PdfTable {
    std::string caption;
    std::vector<PdfColumn> columns;
    std::vector<std::vector<std::string>> rows;
    double width = 1;  // of the page's
};

struct PdfDocument {
    std::string title, author;
    std::string language = "zh-CN";
    Instant made_at;                            // written as the moment of creation
    std::string header_left, header_right;      // on every page
    std::string footer_left;                    // on every page, beside its number
    std::string page_words = "{page}/{pages}";  // {page} and {pages} are put in
    std::vector<std::variant<PdfParagraph, PdfTable>> blocks;
};

// Throws a fault when the fonts are missing or a limit is passed.
std::string pdf_of(const PdfDocument&);

}  // namespace unionhall
