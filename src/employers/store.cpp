#include "employers/store.h"

namespace unionhall::employers {

std::optional<Employer> employer_named(Transaction& tx, const std::string& name) {
    auto key = name_key_of(name);
    if (key.empty()) return {};
    return tx.first<Employer>("where name_key = $1 order by case when own_unit_id is null then 1 else 0 end, id",
                              {key});
}

bool is_entered(Transaction& tx, const Employer& employer) {
    return tx
        .number("select 1 from employers where name_key = $1 and unit_id = $2 and id <> $3",
                {employer.name_key, employer.unit_id.number, employer.id.number})
        .has_value();
}

Employer keep_employer(Context& context, Employer employer) {
    if (!employer.id) employer.id = context.new_id<Employer>();
    refuse_if_any(settle(employer));
    context.insert(employer);
    return employer;
}

}  // namespace unionhall::employers
