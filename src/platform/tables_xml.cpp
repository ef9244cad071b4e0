// expat, with a stop at everything a table never needs.
#include "platform/tables_xml.h"

#include <expat.h>

#include <exception>
#include <memory>
#include <new>

#include "platform/tables_parts.h"

namespace unionhall::tables {
namespace {

std::string_view without_prefix(std::string_view name) {
    const std::size_t colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

[[noreturn]] void refuse_doctype() {
    refuse_file(
        {"这个 .xlsx 文件里有不该有的声明（DOCTYPE），出于安全没有读取。请用表格软件另存后再上传。",
         "This .xlsx file holds a declaration (DOCTYPE) that no table needs, so for safety it was not read. Please "
         "save it "
         "again in your spreadsheet."});
}

// C code stands between us and the handler, and no exception may cross it: it is kept and thrown behind.
class Stream {
  public:
    Stream(std::string_view root, const TableLimits& limits, XmlHandler& handler)
        : root_(root), limits_(limits), handler_(handler), parser_(XML_ParserCreate(nullptr), XML_ParserFree) {
        if (!parser_) throw std::bad_alloc();
        XML_SetUserData(parser_.get(), this);
        XML_SetElementHandler(parser_.get(), on_start, on_end);
        XML_SetCharacterDataHandler(parser_.get(), on_text);
        XML_SetStartDoctypeDeclHandler(parser_.get(), on_doctype);
        XML_SetCommentHandler(parser_.get(), [](void* self, const char*) { of(self).quiet_bytes_ = 0; });
    }

    void feed(std::string_view piece, bool last) {
        quiet_bytes_ += piece.size();
        if (quiet_bytes_ > limits_.xml_token_bytes_max + piece.size()) refuse_broken(handler_.near_row());
        const XML_Status status = XML_Parse(parser_.get(), piece.data(), static_cast<int>(piece.size()), last);
        if (thrown_) std::rethrow_exception(thrown_);
        if (status == XML_STATUS_OK) return;
        if (XML_GetErrorCode(parser_.get()) == XML_ERROR_NO_MEMORY) throw std::bad_alloc();
        refuse_broken(handler_.near_row());
    }

  private:
    static Stream& of(void* self) { return *static_cast<Stream*>(self); }

    template <typename Action>
    void guarded(const Action& action) {
        quiet_bytes_ = 0;
        if (thrown_) return;
        try {
            action();
        } catch (...) {
            thrown_ = std::current_exception();
            XML_StopParser(parser_.get(), XML_FALSE);
        }
    }

    static void on_start(void* self, const char* name, const char** attributes) {
        Stream& s = of(self);
        s.guarded([&] {
            const std::string_view local = without_prefix(name);
            if (s.depth_ == 0 && local != s.root_) refuse_broken();
            if (++s.depth_ > s.limits_.xml_depth_max) refuse_broken(s.handler_.near_row());
            s.handler_.start(local, XmlAttributes(attributes));
        });
    }
    static void on_end(void* self, const char* name) {
        Stream& s = of(self);
        s.guarded([&] {
            --s.depth_;
            s.handler_.end(without_prefix(name));
        });
    }
    static void on_text(void* self, const char* text, int size) {
        Stream& s = of(self);
        s.guarded([&] { s.handler_.text({text, static_cast<std::size_t>(size)}); });
    }
    static void on_doctype(void* self, const char*, const char*, const char*, int) {
        of(self).guarded([] { refuse_doctype(); });
    }

    std::string_view root_;
    const TableLimits& limits_;
    XmlHandler& handler_;
    std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser_;
    std::exception_ptr thrown_;
    std::size_t depth_ = 0;
    std::size_t quiet_bytes_ = 0;  // fed since the parser last had something to say: the token it is still collecting
};

}  // namespace

std::string_view XmlAttributes::operator[](std::string_view name) const {
    for (const char** pair = pairs_; *pair; pair += 2)
        if (without_prefix(*pair) == name) return pair[1];
    return {};
}

void read_xml(Package& package, std::string_view part, std::string_view root, const TableLimits& limits,
              XmlHandler& handler) {
    Stream stream(root, limits, handler);
    package.read(part, [&](std::string_view piece) { stream.feed(piece, false); });
    stream.feed({}, true);
}

}  // namespace unionhall::tables
