// An edition as others read it: a page that prints well, a table for spreadsheets, and data. Pure: no I/O, no clock.
#pragma once

#include "bulletins/rules.h"
#include "platform/pdf.h"

namespace unionhall::bulletins {

struct Published {
    Edition edition;
    std::vector<FrozenFigure> figures;
    std::vector<Edition> editions;  // all of them, the newest first
};

std::string page_of(const Published&, Language);
std::string csv_of(const Published&, Language);
std::string json_of(const Published&);
// On paper. Of an edition it says what was so when it came out, so that the same edition is always the same document.
PdfDocument paper_of(const Published&, Language);

std::string page_of_list(const std::vector<Edition>&, Language);
std::string page_of_nothing(Language);  // there is no such bulletin

}  // namespace unionhall::bulletins
