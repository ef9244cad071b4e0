#include "platform/pdf.h"

#include <cairo/cairo-pdf.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <stdexcept>

namespace unionhall {

namespace {

// All lengths in points, 72 of which are an inch.
constexpr double page_width = 595.28, page_height = 841.89;
constexpr double margin = 56, head_room = 84, foot_room = 72;
constexpr double text_width = page_width - 2 * margin;
constexpr double cell_padding = 4.5;
constexpr char font_family[] = "Noto Sans CJK SC";

struct Colour {
    double red, green, blue;
};
constexpr Colour ink{0.10, 0.11, 0.13}, quiet{0.36, 0.38, 0.42}, accent{0.72, 0.08, 0.10}, line{0.80, 0.81, 0.83},
    shade{0.955, 0.957, 0.965};

struct Look {
    double size, spacing;  // spacing: between lines, of the size
    bool is_bold;
    Colour colour;
    double before, after;
    const char* tag;
};
Look look_of(PdfStyle style) {
    switch (style) {
        case PdfStyle::from:
            return {10, 1.5, false, accent, 0, 4, "P"};
        case PdfStyle::title:
            return {20, 1.4, true, ink, 0, 6, "H1"};
        case PdfStyle::date:
            return {10, 1.5, false, quiet, 0, 14, "P"};
        case PdfStyle::heading:
            return {13, 1.5, true, ink, 16, 6, "H2"};
        case PdfStyle::body:
            return {11, 1.75, false, ink, 0, 8, "P"};
        case PdfStyle::notice:
            return {10, 1.6, false, accent, 0, 6, "P"};
        case PdfStyle::note:
            break;
    }
    return {8.5, 1.55, false, quiet, 0, 2, "P"};
}
constexpr Look caption_look{10.5, 1.5, true, ink, 12, 4, "Caption"}, head_look{9, 1.45, true, quiet, 0, 0, "TH"},
    row_look{9.5, 1.45, false, ink, 0, 0, "TD"}, edge_look{8, 1.4, false, quiet, 0, 0, ""};

struct Free {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
    void operator()(PangoLayout* layout) const { g_object_unref(layout); }
    void operator()(cairo_font_options_t* options) const { cairo_font_options_destroy(options); }
    void operator()(PangoContext* context) const { g_object_unref(context); }
    void operator()(PangoFont* font) const { g_object_unref(font); }
    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};

cairo_status_t append(void* closure, const unsigned char* bytes, unsigned length) {
    static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(bytes), length);
    return CAIRO_STATUS_SUCCESS;
}

// One walk over the document. The first counts the pages, the second writes how many there are.
class Walk {
  public:
    // Without a number of pages, nothing is written: they are only counted.
    Walk(const PdfDocument& document, std::size_t pages)
        : document_(document),
          pages_(pages),
          surface_(pages ? paper() : nothing()),
          cairo_(cairo_create(surface_.get())),
          options_(cairo_font_options_create()) {
        // Letters are as wide on paper as they are when counted.
        cairo_font_options_set_hint_style(options_.get(), CAIRO_HINT_STYLE_NONE);
        cairo_font_options_set_hint_metrics(options_.get(), CAIRO_HINT_METRICS_OFF);
        if (!pages) return;
        auto describe = [&](cairo_pdf_metadata_t what, const std::string& text) {
            cairo_pdf_surface_set_metadata(surface_.get(), what, text.c_str());
        };
        describe(CAIRO_PDF_METADATA_TITLE, document.title);
        describe(CAIRO_PDF_METADATA_AUTHOR, document.author);
        auto made_at = to_text(document.made_at).substr(0, 19) + "Z";
        describe(CAIRO_PDF_METADATA_CREATE_DATE, made_at);
        describe(CAIRO_PDF_METADATA_MOD_DATE, made_at);
    }

    std::string take() {
        begin_page();
        tagged("Document", [&] {
            for (auto& block : document_.blocks) {
                if (auto* paragraph = std::get_if<PdfParagraph>(&block)) write(*paragraph);
                if (auto* table = std::get_if<PdfTable>(&block)) write(*table);
            }
        });
        cairo_show_page(cairo_.get());
        if (auto status = cairo_status(cairo_.get()); status != CAIRO_STATUS_SUCCESS)
            throw std::runtime_error(std::string("a PDF was not made: ") + cairo_status_to_string(status));
        cairo_.reset();
        cairo_surface_finish(surface_.get());
        return std::move(bytes_);
    }
    std::size_t pages() const { return page_; }

  private:
    using Layout = std::unique_ptr<PangoLayout, Free>;

    cairo_surface_t* paper() { return cairo_pdf_surface_create_for_stream(append, &bytes_, page_width, page_height); }
    static cairo_surface_t* nothing() {
        const cairo_rectangle_t page{0, 0, page_width, page_height};
        return cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &page);
    }

    void tagged(const char* tag, const std::function<void()>& content) {
        if (*tag) cairo_tag_begin(cairo_.get(), tag, nullptr);
        content();
        if (*tag) cairo_tag_end(cairo_.get(), tag);
    }
    Layout laid_out(const Look& look, const std::string& text, double width,
                    PangoAlignment alignment = PANGO_ALIGN_LEFT) {
        Layout layout(pango_cairo_create_layout(cairo_.get()));
        std::unique_ptr<PangoFontDescription, Free> font(pango_font_description_new());
        pango_font_description_set_family(font.get(), font_family);
        pango_font_description_set_absolute_size(font.get(), look.size * PANGO_SCALE);
        pango_font_description_set_weight(font.get(), look.is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
        pango_layout_set_font_description(layout.get(), font.get());
        pango_cairo_context_set_font_options(pango_layout_get_context(layout.get()), options_.get());
        pango_context_set_language(pango_layout_get_context(layout.get()),
                                   pango_language_from_string(document_.language.c_str()));
        pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
        pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
        pango_layout_set_alignment(layout.get(), alignment);
        pango_layout_set_line_spacing(layout.get(), 1);
        pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
        return layout;
    }
    static int lines_of(const Layout& layout) { return pango_layout_get_line_count(layout.get()); }
    static double height_of(const Layout& layout, const Look& look) {
        return lines_of(layout) * look.size * look.spacing;
    }
    // Lines stand at their own distance, whatever the font would like: the same in Chinese and in Latin.
    void show_line(const Layout& layout, const Look& look, int number, double x, double top) {
        auto* line = pango_layout_get_line_readonly(layout.get(), number);
        PangoRectangle extent;
        pango_layout_line_get_extents(line, nullptr, &extent);
        double left = 0, width = double(extent.width) / PANGO_SCALE;
        double room = double(pango_layout_get_width(layout.get())) / PANGO_SCALE;
        if (pango_layout_get_alignment(layout.get()) == PANGO_ALIGN_RIGHT) left = room - width;
        colour(look.colour);
        double leading = look.size * look.spacing;
        cairo_move_to(cairo_.get(), x + left, top + leading / 2 + look.size * 0.36);
        pango_cairo_show_layout_line(cairo_.get(), line);
    }
    void show(const Layout& layout, const Look& look, double x, double top) {
        for (int i = 0; i < lines_of(layout); ++i) show_line(layout, look, i, x, top + i * look.size * look.spacing);
    }
    void colour(const Colour& c) { cairo_set_source_rgb(cairo_.get(), c.red, c.green, c.blue); }
    void rule(double x, double y, double width, const Colour& c, double thickness) {
        colour(c);
        cairo_rectangle(cairo_.get(), x, y, width, thickness);
        cairo_fill(cairo_.get());
    }

    // What is on every page lies outside of the tags: it is no part of what is read aloud.
    void begin_page() {
        if (++page_ > pdf_pages_max) throw std::runtime_error("a PDF has more pages than one may have");
        auto number = document_.page_words;
        auto put = [&](const std::string& name, std::size_t value) {
            if (auto at = number.find(name); at != number.npos) number.replace(at, name.size(), std::to_string(value));
        };
        put("{page}", page_), put("{pages}", pages_);
        auto edge = [&](const std::string& text, double y, PangoAlignment side) {
            show(laid_out(edge_look, text, text_width, side), edge_look, margin, y);
        };
        rule(margin, 40, text_width, accent, 1.2);
        edge(document_.header_left, 45, PANGO_ALIGN_LEFT);
        edge(document_.header_right, 45, PANGO_ALIGN_RIGHT);
        rule(margin, page_height - 52, text_width, line, 0.6);
        edge(document_.footer_left, page_height - 47, PANGO_ALIGN_LEFT);
        edge(number, page_height - 47, PANGO_ALIGN_RIGHT);
        y_ = head_room;
    }
    double room() const { return page_height - foot_room - y_; }
    void next_page() {
        cairo_show_page(cairo_.get());
        begin_page();
    }

    void write(const PdfParagraph& paragraph) {
        auto look = look_of(paragraph.style);
        auto layout = laid_out(look, paragraph.text, text_width);
        double leading = look.size * look.spacing;
        if (y_ > head_room) y_ += look.before;
        // A heading stays with the first lines of what follows.
        bool is_heading = paragraph.style == PdfStyle::heading || paragraph.style == PdfStyle::title;
        if (room() < leading * (is_heading ? 4 : std::min(lines_of(layout), 2))) next_page();
        tagged(look.tag, [&] {
            for (int i = 0; i < lines_of(layout); ++i) {
                if (room() < leading) next_page();
                show_line(layout, look, i, margin, y_);
                y_ += leading;
            }
        });
        y_ += look.after;
    }

    struct Cells {
        std::vector<Layout> layouts;
        double height = 0;
    };
    Cells cells(const PdfTable& table, const Look& look, const std::function<std::string(std::size_t)>& text) {
        Cells made;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            auto side = table.columns[i].is_number ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
            made.layouts.push_back(laid_out(look, text(i), width_of(table, i) - 2 * cell_padding, side));
            made.height = std::max(made.height, height_of(made.layouts.back(), look) + 2 * cell_padding);
        }
        if (made.height > page_height - head_room - foot_room) throw std::runtime_error("a row of a PDF fills a page");
        return made;
    }
    double width_of(const PdfTable& table, std::size_t column) const {
        double all = 0;
        for (auto& c : table.columns) all += c.share;
        return text_width * table.width * table.columns[column].share / all;
    }
    void write_row(const PdfTable& table, const Cells& row, const Look& look, bool is_head) {
        double x = margin;
        if (is_head) {
            colour(shade);
            cairo_rectangle(cairo_.get(), margin, y_, text_width * table.width, row.height);
            cairo_fill(cairo_.get());
        }
        rule(margin, y_ + row.height, text_width * table.width, line, is_head ? 0.9 : 0.5);
        tagged("TR", [&] {
            for (std::size_t i = 0; i < row.layouts.size(); ++i) {
                tagged(is_head || i == 0 ? "TH" : "TD",
                       [&] { show(row.layouts[i], look, x + cell_padding, y_ + cell_padding); });
                x += width_of(table, i);
            }
        });
        y_ += row.height;
    }
    void write(const PdfTable& table) {
        auto head = cells(table, head_look, [&](std::size_t i) { return table.columns[i].heading; });
        auto cell = [&](std::size_t row) {
            return cells(table, row_look, [&, row](std::size_t i) {
                return i < table.rows[row].size() ? table.rows[row][i] : std::string();
            });
        };
        double caption_height = caption_look.before + caption_look.size * caption_look.spacing + caption_look.after;
        double first = table.rows.empty() ? 0 : cell(0).height;
        if (room() < caption_height + head.height + first) next_page();
        if (y_ > head_room) y_ += caption_look.before;
        std::size_t row = 0;
        bool is_first = true;
        // A table that goes on over a page is one more table there, with its headings: each is whole for a reading voice.
        do {
            if (!is_first) next_page();
            tagged("Table", [&] {
                if (is_first) {
                    tagged("Caption", [&] {
                        auto caption = laid_out(caption_look, table.caption, text_width * table.width);
                        show(caption, caption_look, margin, y_);
                        y_ += height_of(caption, caption_look) + caption_look.after;
                    });
                    rule(margin, y_, text_width * table.width, ink, 0.9);
                }
                write_row(table, head, head_look, true);
                for (; row < table.rows.size(); ++row) {
                    auto made = cell(row);
                    if (room() < made.height) break;
                    write_row(table, made, row_look, false);
                }
            });
            is_first = false;
        } while (row < table.rows.size());
        y_ += 6;
    }

    const PdfDocument& document_;
    std::size_t pages_, page_ = 0;
    double y_ = 0;
    std::string bytes_;
    std::unique_ptr<cairo_surface_t, Free> surface_;
    std::unique_ptr<cairo_t, Free> cairo_;
    std::unique_ptr<cairo_font_options_t, Free> options_;
};

// Another font in its place would lack the characters: better no document than one with boxes.
void check_fonts() {
    auto* map = pango_cairo_font_map_get_default();
    std::unique_ptr<PangoContext, Free> context(pango_font_map_create_context(map));
    std::unique_ptr<PangoFontDescription, Free> wanted(pango_font_description_from_string(font_family));
    std::unique_ptr<PangoFont, Free> found(pango_context_load_font(context.get(), wanted.get()));
    std::unique_ptr<PangoFontDescription, Free> got(found ? pango_font_describe(found.get()) : nullptr);
    auto* family = got ? pango_font_description_get_family(got.get()) : nullptr;
    if (!family || std::string(family) != font_family)
        throw std::runtime_error(std::string("the font \"") + font_family +
                                 "\" is not installed: apt-get install fonts-noto-cjk");
}

void check_limits(const PdfDocument& document) {
    std::size_t cells = 0;
    for (auto& block : document.blocks)
        if (auto* table = std::get_if<PdfTable>(&block)) cells += table->columns.size() * (table->rows.size() + 1);
    if (document.blocks.size() > pdf_blocks_max || cells > pdf_cells_max)
        throw std::runtime_error("a PDF has more content than one may have");
}

}  // namespace

std::string pdf_of(const PdfDocument& document) {
    check_limits(document);
    check_fonts();
    Walk counting(document, 0);
    counting.take();
    return Walk(document, counting.pages()).take();
}

}  // namespace unionhall
