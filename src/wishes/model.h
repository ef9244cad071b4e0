// Small wishes (微心愿): a worker writes what would help them, somebody fulfils it, and the two never learn of each other.
// This header is the room's front door: other rooms include nothing else from here.
#pragma once

#include "members/model.h"
#include "platform/context.h"
#include "platform/record.h"
#include "platform/workflow.h"
#include "stations/model.h"
#include "units/model.h"

namespace unionhall::wishes {

enum class RoundStatus { planned, open, closed };
BOOST_DESCRIBE_ENUM(RoundStatus, planned, open, closed)
std::vector<Words> labels_of(const RoundStatus*);

struct WishRound {  // some weeks in which wishes are written and fulfilled at one station
    Id<WishRound> id;
    Id<units::Unit> unit_id;
    std::string unit_path;
    Id<stations::Station> station_id;
    std::string title;
    std::optional<Date> opens_on, closes_on;
    RoundStatus status = RoundStatus::planned;
    std::int64_t version = 1;
};
const RecordType& record_of(const WishRound*);
const Workflow<WishRound, RoundStatus>& workflow_of(const WishRound*);

enum class Status { submitted, published, claimed, fulfilled, confirmed, declined, withdrawn, expired };
BOOST_DESCRIBE_ENUM(Status, submitted, published, claimed, fulfilled, confirmed, declined, withdrawn, expired)
std::vector<Words> labels_of(const Status*);

// Who wished and who gives stand in it and are never sent out: neither to each other nor to staff.
struct Wish {
    Id<Wish> id;
    Id<units::Unit> unit_id;  // of the round
    std::string unit_path;
    Id<WishRound> round_id;
    Id<stations::Station> station_id;
    std::string text;
    Status status = Status::submitted;
    std::int64_t member_id = 0;         // who wished
    std::int64_t giver_account_id = 0;  // who took it on
    Instant written_at, claimed_at, ended_at;
    std::string answer;  // what staff say to the wisher
    std::int64_t version = 1;
};
const RecordType& record_of(const Wish*);
const Workflow<Wish, Status>& workflow_of(const Wish*);

// Wishes that wait to be published, and gifts that a keeper is to receive: for the work list.
std::int64_t count_submitted(Transaction&, const std::string& unit_path);
std::int64_t count_claimed(Transaction&, const std::string& unit_path);

}  // namespace unionhall::wishes
