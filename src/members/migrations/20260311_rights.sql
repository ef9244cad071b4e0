-- Deadlines and thresholds, as rows: which rule, where (everywhere: an empty path), from and until when, how much, why.
create table rule_rows (
    id          bigint primary key,
    name        text not null,
    unit_id     bigint,
    unit_path   text not null,
    valid_from  text not null,
    valid_until text,
    amount      bigint not null,
    basis       text not null,
    version     bigint not null
);
create index rule_rows_by_name on rule_rows (name, unit_path, valid_from);
insert into rule_rows (id, name, unit_path, valid_from, amount, basis, version) values
    (101, 'application.refused', '', '2021-11-01', 90, '个人信息保护法第 47 条：处理目的已实现 / PIPL art. 47: the purpose has ended', 1),
    (102, 'application.unconfirmed', '', '2021-11-01', 30, '个人信息保护法第 47 条：本人没有确认 / PIPL art. 47: never confirmed', 1),
    (103, 'member.left', '', '2021-11-01', 730, '个人信息保护法第 19、47 条：退会后两年内可能发生争议 / PIPL arts. 19, 47: disputes within two years of leaving', 1),
    (104, 'consent.ended', '', '2021-11-01', 1095, '个人信息保护法第 56 条：处理情况记录至少保存三年 / PIPL art. 56: records of handling, three years at least', 1),
    (105, 'disclosure.made', '', '2021-11-01', 1095, '网络数据安全管理条例第 12 条：提供个人信息的记录至少保存三年 / Network data rules art. 12: records of giving data, three years at least', 1),
    (106, 'list.row', '', '2021-11-01', 180, '个人信息保护法第 19 条：实现目的所必需的最短时间 / PIPL art. 19: no longer than the purpose needs', 1),
    (107, 'invitation.open', '', '2021-11-01', 180, '个人信息保护法第 19 条 / PIPL art. 19', 1),
    (108, 'message.sent', '', '2021-11-01', 30, '个人信息保护法第 19 条 / PIPL art. 19', 1),
    (109, 'session.ended', '', '2021-11-01', 180, '网络安全法第 21 条：网络日志不少于六个月 / Cybersecurity Law art. 21: network logs, six months at least', 1),
    (110, 'code.sent', '', '2021-11-01', 7, '个人信息保护法第 19 条 / PIPL art. 19', 1),
    (111, 'look.made', '', '2021-11-01', 730, '网络安全法第 21 条；本人查询权 / Cybersecurity Law art. 21, and the right to know who looked', 1),
    (112, 'correction.decided', '', '2021-11-01', 365, '个人信息保护法第 46 条：更正办理记录 / PIPL art. 46: how a correction was handled', 1),
    (113, 'account.idle', '', '2021-11-01', 365, '个人信息保护法第 19 条：没有入会、长期未登录 / PIPL art. 19: no membership, not signed in for long', 1),
    (114, 'erasure.done', '', '2021-11-01', 1095, '个人信息保护法第 56 条 / PIPL art. 56', 1),
    (115, 'hold.released', '', '2021-11-01', 1095, '个人信息保护法第 56 条 / PIPL art. 56', 1),
    (116, 'job.done', '', '2021-11-01', 90, '个人信息保护法第 19 条 / PIPL art. 19', 1),
    (201, 'voluntary.count', '', '2021-11-01', 20, '工会法第 3 条：自愿入会 / Trade Union Law art. 3: joining is voluntary', 1),
    (202, 'voluntary.percent', '', '2021-11-01', 30, '工会法第 3 条：自愿入会 / Trade Union Law art. 3: joining is voluntary', 1);

-- What the nightly round removed, by day: numbers only.
create table retention_runs (
    name   text not null,
    day    text not null,
    at     bigint not null,
    amount bigint not null,
    primary key (name, day)
);

-- What a law wants kept for now: one person, or everybody of a unit's tree. Stops every deletion.
create table legal_holds (
    id              bigint primary key,
    unit_id         bigint not null references units (id),
    unit_path       text not null,
    member_id       bigint,
    person_id       bigint,
    reason          text not null,
    document_number text not null,
    begins_on       text not null,
    ends_on         text,
    told            boolean not null,
    set_by          text not null,
    set_at          bigint not null,
    released_by     text not null,
    released_at     bigint not null,
    status          text not null check (status in ('in_force', 'released')),
    version         bigint not null
);
create index legal_holds_by_path on legal_holds (unit_path, id);
create index legal_holds_by_person on legal_holds (person_id) where person_id is not null;

-- The person's wish to be forgotten, and when it was carried out.
create table erasures (
    id         bigint primary key,
    person_id  bigint not null,
    account_id bigint not null,
    asked_at   bigint not null,
    done_at    bigint not null
);
create index erasures_by_person on erasures (person_id);
create index erasures_waiting on erasures (done_at, id);

-- Who was given what of a person's data, why, and on which ground (domain.md P7, 5.3): shown to the person.
create table disclosures (
    id              bigint primary key,
    person_id       bigint not null,
    unit_id         bigint not null references units (id),
    unit_path       text not null,
    at              bigint not null,
    recipient       text not null,
    purpose         text not null,
    basis           text not null check (basis in ('consent', 'law', 'vital')),
    document_number text not null,
    fields          text not null,
    given_by        text not null
);
create index disclosures_by_person on disclosures (person_id, id);

-- A change of name or id number that a person asked for and the committee decides on.
create table corrections (
    id               bigint primary key,
    unit_id          bigint not null references units (id),
    unit_path        text not null,
    person_id        bigint not null,
    member_id        bigint not null,
    field            text not null check (field in ('name', 'id_number')),
    wanted_name      text not null,
    wanted_id_number bytea,
    reason           text not null,
    status           text not null check (status in ('asked', 'accepted', 'refused', 'withdrawn')),
    asked_at         bigint not null,
    decided_at       bigint not null,
    note             text not null,
    version          bigint not null
);
create index corrections_by_path on corrections (unit_path, id);
create index corrections_by_person on corrections (person_id, id);

-- Many of one employer's staff joining within an hour through one stand: told to the unit above, never to the employer,
-- and never naming anybody who joined.
create table joining_warnings (
    id            bigint primary key,
    unit_id       bigint not null references units (id),
    unit_path     text not null,
    stand_unit_id bigint not null references units (id),
    employer_name text not null,
    event_id      bigint,
    drive_id      bigint,
    began_at      bigint not null,
    newest_at     bigint not null,
    joined        bigint not null,
    headcount     bigint,
    status        text not null check (status in ('fresh', 'settled')),
    note          text not null,
    version       bigint not null
);
create index joining_warnings_by_path on joining_warnings (unit_path, id);
create index applications_by_helper on applications (helped_by, submitted_at) where helped_by <> 0;
create index consents_by_end on consents (withdrawn_at) where withdrawn_at > 0;
create index members_by_leaving on members (left_on) where left_on is not null;
