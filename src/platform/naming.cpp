#include "platform/naming.h"

#include "platform/context.h"

namespace unionhall {

Naming naming_of_codes(const char* field, std::map<std::string, Words> all) {
    return {{field}, [all = std::move(all)](Context& context, const Value& value) -> std::string {
                auto* code = std::get_if<std::string>(&value);
                auto found = code ? all.find(*code) : all.end();
                return found == all.end() ? "" : std::string(found->second.in(context.language));
            }};
}

}  // namespace unionhall
