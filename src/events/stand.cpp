#include "events/stand.h"

#include "events/rules.h"

namespace unionhall::events {

void check_in_from_stand(Context& context, const Happened& line) {
    auto entry = context.find(Id<members::StandEntry>{line.subject_id});
    auto event = entry.event_id ? context.tx.first<Event>("where id = $1", {entry.event_id->number}) : std::nullopt;
    if (!event) refuse("event_id", {"没有这个活动，请重新选择。", "There is no such event. Choose another."});
    context.require(check_in, event->unit_path, type_of<Event>().label);
    if (event->status != Status::open && event->status != Status::held)
        refuse("event_id", {"这个活动还没有开放，或已上报、已取消，不能再登记签到。",
                            "This event is not open yet, or is reported or cancelled: nobody is checked in any more."});
    auto member = members::member_of(context.tx, entry.member_id.value());
    if (!member || !may_attend(member->unit_path, event->unit_path))
        refuse("card_number", {"没有找到可以参加这场活动的会员，请核对会员卡号或手机号码。",
                               "No member who may come to this event is found. Check the card number or the phone."});
    check_in_member(context, *event, *member, How::cadre, entry.representative, entry.took_oath, entry.taken_at);
}

}  // namespace unionhall::events
