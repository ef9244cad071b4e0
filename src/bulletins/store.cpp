#include "bulletins/store.h"

namespace unionhall::bulletins {

std::vector<TypedFigure> typed_of(Transaction& tx, Id<Bulletin> id) {
    return tx.select<TypedFigure>("where bulletin_id = $1 order by id", {id.number});
}

std::int64_t next_number(Transaction& tx, Id<units::Unit> unit) {
    return tx.number("select max(number) from bulletins where unit_id = $1", {unit.number}).value_or(0) + 1;
}

void keep_edition(Transaction& tx, const Edition& edition, const std::vector<FrozenFigure>& figures) {
    tx.insert(edition);
    for (auto& figure : figures) tx.insert(figure);
}

std::optional<Edition> edition_of(Transaction& tx, Id<Bulletin> id, std::int64_t edition) {
    if (!edition) return tx.first<Edition>("where bulletin_id = $1 order by edition desc", {id.number});
    return tx.first<Edition>("where bulletin_id = $1 and edition = $2", {id.number, edition});
}

std::vector<Edition> editions_of(Transaction& tx, Id<Bulletin> id) {
    return tx.select<Edition>("where bulletin_id = $1 order by edition desc", {id.number});
}

std::vector<FrozenFigure> frozen_of(Transaction& tx, Id<Bulletin> id, std::int64_t edition) {
    return tx.select<FrozenFigure>("where bulletin_id = $1 and edition = $2 order by position", {id.number, edition});
}

std::vector<Edition> published(Transaction& tx) {
    return tx.select<Edition>(
        "where not exists (select 1 from bulletin_editions n where n.bulletin_id = bulletin_editions.bulletin_id "
        "and n.edition > bulletin_editions.edition) order by published_at desc, id desc limit $1",
        {published_shown_max});
}

std::int64_t count_waiting(Transaction& tx, const std::string& unit_path, Status status) {
    return tx
        .number("select count(*) from bulletins where status = $1 and unit_path >= $2 and unit_path < $3",
                {name_of(status), unit_path, after_path(unit_path)})
        .value_or(0);
}

}  // namespace unionhall::bulletins
