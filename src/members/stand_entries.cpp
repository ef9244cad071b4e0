// What a device without a network sends once it has one: each entry is opened, held against its pass, and carried out
// once, or refused with a sentence for the cadre while the device keeps it.
#include "members/handlers.h"
#include "members/joining.h"
#include "members/stand_api.h"
#include "members/store.h"
#include "members/store_stand.h"
#include "platform/crypto.h"
#include "platform/crypto_seal.h"
#include "platform/identifiers.h"

namespace unionhall::members {

static void refuse_unless_usable(const StandPass& pass, Instant now) {
    if (auto objection = objection_to(pass, now)) throw conflict(*objection);
}

static StandContent content_from(const std::string& json) {
    return Draft<StandContent>{given_from_json(type_of<StandContent>(), parse_json(json))}.applied_to({});
}

static std::string open_seal(const StandPass& pass, const StandSending& sending) {
    auto sealed = from_base64url(sending.sealed);
    auto private_key = from_base64url(pass.private_key->plain), public_key = from_base64url(pass.public_key);
    auto plain =
        sealed ? open_sealed({private_key.value(), public_key.value()}, *sealed, seal_context(pass, sending.entry_key))
               : std::nullopt;
    if (!plain)
        throw conflict({"这条记录打不开，可能已损坏。请联系本人重新办理。",
                        "This entry does not open; it may be damaged. Ask the worker to do it again."});
    return *plain;
}

static StandReceipt receipt_for(Context& context, const StandEntry& entry) {
    return {.entry_key = entry.entry_key,
            .kind = entry.kind,
            .status = entry.status,
            .already_there = entry.already_there,
            .application_id = entry.application_id,
            .sentence = receipt_words(entry).in(context.language)};
}

// What is known of an entry before it is carried out.
static StandEntry entry_from(Context& context, const StandPass& pass, const std::string& entry_key,
                             const StandContent& content) {
    return {.id = context.new_id<StandEntry>(),
            .pass_id = pass.id,
            .unit_id = pass.unit_id,
            .entry_key = entry_key,
            .kind = content.kind,
            .taken_at = content.taken_at,
            .received_at = context.now,
            .helped_by = pass.account_id,
            .event_id = content.event_id,
            .representative = content.representative,
            .took_oath = content.took_oath};
}

static void take_application(Context& context, const StandContent& content, StandEntry& entry) {
    auto read = notice_read(content.notice_version, content.notice_hash);
    auto problems = read.problems;
    if (!content.occupation) problems.push_back({"occupation", {"请选择从事的工作。", "Choose the occupation."}});
    if (!is_signature(content.signature))
        problems.push_back(
            {"signature",
             {"没有本人的签名，请由本人重新办理。", "The worker's signature is missing: have it done again."}});
    auto phone = check_mobile(content.phone);
    auto person = phone.ok() ? person_by_phone(context.tx, phone.canonical) : std::nullopt;
    if (person &&
        (member_of_person(context.tx, person->id.number) || open_application_of(context.tx, person->id.number))) {
        entry.already_there = true;
        return;
    }
    AssistedRequest asked{.name = content.name,
                          .phone = {content.phone},
                          .occupation = content.occupation.value_or(Occupation::other),
                          .division_code = content.division_code,
                          .employer_name = content.employer_name,
                          .unit_id = content.unit_id,
                          .event_id = content.event_id,
                          .notice_version = notices().back().version,
                          .voluntary = content.voluntary};
    if (!content.id_number.empty()) asked.id_number = Secret{content.id_number};
    Way way{.channel = Channel::on_site,
            .helped_by = entry.helped_by,
            .signature = content.signature,
            .notice_language = read.language,
            .given_at = content.taken_at};
    auto application = join_assisted(context, asked, std::move(way), std::move(problems));
    entry.application_id = application.id;
    context.note<Application>("application.submitted", nullptr, &application);
}

static void take_check_in(Context& context, const StandContent& content, StandEntry& entry) {
    if (!content.event_id) refuse("event_id", {"这条签到没有注明活动。", "This check-in does not say at which event."});
    auto phone = check_mobile(content.phone);
    auto person = phone.ok() ? person_by_phone(context.tx, phone.canonical) : std::nullopt;
    auto member = !content.card_number.empty() ? member_by_card(context.tx, content.card_number)
                  : person                     ? member_of_person(context.tx, person->id.number)
                                               : std::nullopt;
    if (!member || member->status == MemberStatus::left)
        refuse("card_number", {"没有找到可以参加这场活动的会员，请核对会员卡号或手机号码。",
                               "No member who may come to this event is found. Check the card number or the phone."});
    entry.member_id = member->id;
}

static void carry_out(Context& context, const StandContent& content, StandEntry& entry) {
    if (content.kind == EntryKind::application)
        take_application(context, content, entry);
    else
        take_check_in(context, content, entry);
    entry.event_id = content.event_id;
}

static void announce(Context& context, const StandEntry& entry) {
    if (entry.kind == EntryKind::check_in) context.note<StandEntry>("stand_entry.check_in", nullptr, &entry);
}

static void refuse_too_many(const StandPass& pass) {
    if (pass.entries >= entries_of_pass_max)
        throw conflict({"这张通行证收到的记录已达上限，请重新准备设备。",
                        "This pass has sent as many entries as one may. Prepare the device again."});
}

StandReceipt receive_entry(Context& context, const StandPass& pass, const Draft<StandSending>& draft) {
    auto sending = draft.applied_to({});
    check_token(context, pass, sending.token);
    if (auto earlier = entry_of(context.tx, pass.id, sending.entry_key)) return receipt_for(context, *earlier);
    refuse_unless_usable(pass, context.now);
    refuse_too_many(pass);
    auto content = content_from(open_seal(pass, sending));
    if (auto objection = objection_to_time(pass, content.taken_at, context.now)) throw conflict(*objection);
    auto corrected = put_right(content, sending);
    auto entry = entry_from(context, pass, sending.entry_key, content);
    entry.corrected = corrected;
    carry_out(context, content, entry);
    context.insert(entry);
    add_entry(context.tx, pass.id);
    announce(context, entry);
    return receipt_for(context, entry);
}

static StandContentShown shown(const StandContent& content) {
    return {.kind = content.kind,
            .taken_at = content.taken_at,
            .name = content.name,
            .phone = content.phone,
            .occupation = content.occupation,
            .division_code = content.division_code,
            .employer_name = content.employer_name,
            .unit_id = content.unit_id,
            .event_id = content.event_id,
            .card_number = content.card_number};
}

StandContentShown open_entry(Context& context, const StandPass& pass, const Draft<StandSending>& draft) {
    auto sending = draft.applied_to({});
    check_token(context, pass, sending.token);
    // Who wrote it has seen it; others see it where they may see people's names.
    if (context.actor.account_id != pass.account_id)
        context.require(see_personal, pass.unit_path, type_of<StandEntry>().label);
    refuse_unless_usable(pass, context.now);
    return shown(content_from(open_seal(pass, sending)));
}

StandReceipt take_over_entry(Context& context, const StandPass& pass, const Draft<StandSending>& draft) {
    auto sending = draft.applied_to({});
    check_token(context, pass, sending.token);
    if (auto earlier = entry_of(context.tx, pass.id, sending.entry_key)) return receipt_for(context, *earlier);
    refuse_unless_usable(pass, context.now);
    refuse_too_many(pass);
    auto json = open_seal(pass, sending);
    auto content = content_from(json);
    auto entry = entry_from(context, pass, sending.entry_key, content);
    entry.status = EntryStatus::handed_over;
    entry.reason = without_person(sending.reason, content.name);
    entry.content = Secret{json};
    context.insert(entry);
    add_entry(context.tx, pass.id);
    add_job(context, forget_entry_job, entry.id.number, "",
            plus_seconds(context.now, handed_over_kept_days * 24 * 3600));
    return receipt_for(context, entry);
}

StandContentShown show_entry(Context& context, const StandEntry& entry, const Draft<Nothing>&) {
    context.require(see_personal, entry.unit_path, type_of<StandEntry>().label);
    if (!entry.content)
        throw conflict({"这条记录已处理，内容已删除。", "This entry has been dealt with; its content is gone."});
    return shown(content_from(entry.content->plain));
}

StandEntry take_entry_step(Context& context, const StandEntry& before, StandEntry next, const StandEntryStep& taken) {
    if (next.status == EntryStatus::closed && taken.note.empty())
        refuse("note", {"请写明为什么不再办理。", "Say why it is not carried out."});
    if (next.status == EntryStatus::settled) {
        auto content = content_from(before.content.value().plain);
        next.corrected = put_right(content, taken);
        carry_out(context, content, next);
    }
    // It stays in the audit when whoever it is about is forgotten.
    if (!taken.note.empty())
        next.reason =
            without_person(taken.note, before.content ? content_from(before.content->plain).name : std::string());
    next.content.reset();
    context.update(next);
    if (next.status == EntryStatus::settled) announce(context, next);
    return next;
}

}  // namespace unionhall::members
