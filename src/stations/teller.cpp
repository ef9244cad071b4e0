#include "stations/teller.h"

#include "divisions/model.h"
#include "stations/api.h"
#include "stations/hours.h"

namespace unionhall::stations {

PublicStation Teller::operator()(const Station& station) {
    auto& unit = units_[station.unit_id.number];
    if (unit.empty()) unit = units::name_of_unit(context_.tx, station.unit_id.number);
    auto& division = divisions_[station.division_code];
    if (division.empty()) division = divisions::full_name_of(context_.tx, station.division_code);
    auto [days, is_new] = days_.try_emplace(station.unit_path, 0);
    if (is_new) days->second = verify_days(context_, station.unit_path);
    return public_of(station, {.language = context_.language,
                               .today = context_.today,
                               .is_open_now = is_open_at(station, context_.services.calendar, context_.now),
                               .verify_days = days->second,
                               .division_name = division,
                               .unit_name = unit});
}

}  // namespace unionhall::stations
