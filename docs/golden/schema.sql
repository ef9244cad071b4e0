-- Every migration in its order; written by a test.

-- 20260301_platform (platform)
-- What the platform keeps for every room. Types are PostgreSQL's; SQLite is given its own names for them.

create table vault_keys (
    key_id  bigint primary key,
    suite   text not null,
    purpose text not null,
    wrapped text not null,
    created bigint not null
);

create table settings (
    name  text primary key,
    value text not null
);

-- Append-only, hash-chained: hash = sha256(previous | every field of the line).
create table audit_lines (
    chain      bigint not null,
    seq        bigint not null,
    at         bigint not null,
    actor_kind text not null,
    actor_id   bigint not null,
    verb       text not null,
    subject    text not null,
    subject_id bigint not null,
    unit_path  text not null,
    request_id text not null,
    changes    text not null,
    hash       bytea not null,
    primary key (chain, seq)
);
create index audit_lines_by_subject on audit_lines (subject_id, at);
create index audit_lines_by_time on audit_lines (at);
create table audit_heads (
    chain bigint primary key,
    seq   bigint not null,
    hash  bytea not null
);

-- A POST repeated with its key gets the first answer again, sealed because answers may hold personal data.
create table idempotency_keys (
    actor   text not null,
    key     text not null,
    request bytea not null,
    status  bigint not null,
    answer  bytea not null,
    at      bigint not null,
    primary key (actor, key)
);
create index idempotency_keys_by_time on idempotency_keys (at);

create table measure_deltas (
    id        bigint primary key,
    measure   text not null,
    unit_path text not null,
    holder    bigint not null,
    day       text not null,
    amount    bigint not null,
    parts     text not null
);
create index measure_deltas_by_measure on measure_deltas (measure, holder, unit_path);
create table measure_cells (
    measure   text not null,
    holder    bigint not null,
    dimension text not null,
    key       text not null,
    period    text not null,
    value     bigint not null,
    primary key (measure, holder, dimension, key, period)
);

create table jobs (
    id       bigint primary key,
    kind     text not null,
    subject  bigint not null,
    argument text not null,
    status   text not null check (status in ('waiting', 'running', 'done', 'failed')),
    run_at   bigint not null,
    attempts bigint not null,
    progress bigint not null,
    goal     bigint not null,
    note     text not null
);
create index jobs_by_status on jobs (status, run_at);
create index jobs_by_subject on jobs (subject);

create table outbox_messages (
    id         bigint primary key,
    channel    text not null check (channel in ('sms', 'mail', 'screen')),
    recipient  bytea not null,
    content    bytea not null,
    status     text not null check (status in ('waiting', 'sent', 'failed')),
    attempts   bigint not null,
    created_at bigint not null,
    sent_at    bigint
);
create index outbox_messages_by_status on outbox_messages (status, id);

-- 20260301_divisions (divisions)
create table divisions (
    code        text primary key,
    name        text not null,
    level       text not null check (level in ('province', 'city', 'county', 'street')),
    parent_code text not null,
    full_name   text not null
);
create index divisions_by_parent on divisions (parent_code, code);
create index divisions_by_name on divisions (name);

-- 20260302_units (units)
-- The union tree. `path` is where a unit stands today; unit_parents says where it stood on any day.
create table units (
    id             bigint primary key,
    parent_id      bigint references units (id),
    name           text not null,
    short_name     text not null,
    kind           text not null check (kind in ('general_federation', 'industry_union', 'federation', 'joint_union', 'grassroots_union')),
    division_code  text not null,
    industry_group text not null,
    address        text not null,
    phone          text not null,
    status         text not null check (status in ('preparing', 'active', 'merged', 'revoked')),
    established_on text,
    path           text not null unique,
    children_made  bigint not null,
    version        bigint not null
);
create index units_by_parent on units (parent_id);
create index units_by_division on units (division_code) where division_code <> '';

-- Parenthood with its days: valid_to is the first day on which it no longer held; null: still.
create table unit_parents (
    unit_id    bigint not null references units (id),
    parent_id  bigint references units (id),
    valid_from text not null,
    valid_to   text,
    primary key (unit_id, valid_from)
);
create index unit_parents_by_parent on unit_parents (parent_id);

-- Every path a unit has ever had: a path is never given to another.
create table unit_paths (
    path    text primary key,
    unit_id bigint not null references units (id)
);
create index unit_paths_by_unit on unit_paths (unit_id);

-- 20260303_accounts (accounts)
create table accounts (
    id              bigint primary key,
    unit_id         bigint,
    unit_path       text not null,
    kind            text not null check (kind in ('staff', 'worker')),
    login           text not null,
    name            text not null,
    phone           bytea,
    phone_index     bytea,
    status          text not null check (status in ('invited', 'active', 'locked', 'closed')),
    totp_enabled    boolean not null,
    last_sign_in_at bigint not null,
    person_id       bigint,
    version         bigint not null
);
create unique index accounts_by_login on accounts (login) where login <> '';
create unique index accounts_by_phone on accounts (phone_index) where kind = 'worker';
create index accounts_by_path on accounts (unit_path, id);
create index accounts_by_person on accounts (person_id) where person_id is not null;

-- What proves who somebody is: never read into a record, never sent.
create table credentials (
    account_id     bigint primary key references accounts (id),
    password_hash  text not null,
    totp_secret    bytea,
    totp_last_step bigint not null,
    failures       bigint not null,
    locked_until   bigint not null
);

create table role_grants (
    id         bigint primary key,
    account_id bigint not null references accounts (id),
    role       text not null,
    unit_id    bigint not null references units (id),
    unit_path  text not null,
    granted_on text not null,
    ends_on    text
);
create index role_grants_by_account on role_grants (account_id);
create index role_grants_by_path on role_grants (unit_path, id);

-- A session is known by the hash of its token.
create table sessions (
    id           bigint primary key,
    account_id   bigint not null references accounts (id),
    token_hash   bytea not null unique,
    created_at   bigint not null,
    last_used_at bigint not null,
    ends_at      bigint not null,
    device       text not null
);
create index sessions_by_account on sessions (account_id);

create table phone_codes (
    id          bigint primary key,
    phone_index bytea not null,
    purpose     text not null,
    code_hash   bytea not null,
    created_at  bigint not null,
    ends_at     bigint not null,
    tries       bigint not null,
    used        boolean not null
);
create index phone_codes_by_phone on phone_codes (phone_index, purpose, created_at);

-- 20260304_employers (employers)
-- Employers as workers name them. Two units may each keep an entry of the same company.
create table employers (
    id            bigint primary key,
    unit_id       bigint not null references units (id),
    unit_path     text not null,
    name          text not null,
    credit_code   text not null,
    division_code text not null,
    industry      text not null,
    own_unit_id   bigint references units (id),
    headcount     bigint,
    platform      boolean not null,
    name_key      text not null,
    version       bigint not null
);
create unique index employers_by_name on employers (name_key, unit_id);
create index employers_by_path on employers (unit_path, id);

-- 20260305_members (members)
-- People, how they joined, their memberships and what proves that joining was their own act.
create table persons (
    id              bigint primary key,
    name            text not null,
    phone           bytea,
    phone_index     bytea,
    id_number       bytea,
    id_number_index bytea,
    occupation      text not null,
    division_code   text not null,
    employer_name   text not null,
    version         bigint not null
);
create unique index persons_by_phone on persons (phone_index) where phone_index is not null;
create unique index persons_by_id_number on persons (id_number_index) where id_number_index is not null;

create table applications (
    id              bigint primary key,
    unit_id         bigint not null references units (id),
    unit_path       text not null,
    person_id       bigint references persons (id),
    name            text not null,
    phone           bytea,
    phone_index     bytea,
    channel         text not null check (channel in ('online', 'on_site', 'hotline')),
    occupation      text not null,
    employer_name   text not null,
    division_code   text not null,
    drive_id        bigint,
    event_id        bigint,
    invitation_id   bigint,
    home_reason     text not null,
    status          text not null check (status in ('awaiting_code', 'submitted', 'returned', 'approved', 'refused', 'withdrawn')),
    submitted_at    bigint not null,
    decided_at      bigint not null,
    decision_note   text not null,
    cooling_ends_on text not null,
    notice_version  text not null,
    notice_hash     text not null,
    signature       bytea,
    helped_by       bigint not null,
    version         bigint not null
);
-- The last wall: one open application a person.
create unique index applications_one_open on applications (person_id)
    where status in ('awaiting_code', 'submitted', 'returned');
create index applications_by_path on applications (unit_path, id);
create index applications_by_status on applications (status, id);
create index applications_by_drive on applications (drive_id, id) where drive_id is not null;
create index applications_by_phone on applications (phone_index) where phone_index is not null;
create index applications_by_person on applications (person_id) where person_id is not null;

create table members (
    id             bigint primary key,
    person_id      bigint references persons (id),
    unit_id        bigint not null references units (id),
    unit_path      text not null,
    name           text not null,
    name_initials  text not null,
    phone          bytea,
    phone_index    bytea,
    card_number    text not null unique,
    joined_on      text not null,
    joined_unit_id bigint not null references units (id),
    channel        text not null,
    occupation     text not null,
    employer_name  text not null,
    drive_id       bigint,
    event_id       bigint,
    status         text not null check (status in ('active', 'retained', 'left')),
    left_on        text,
    version        bigint not null
);
-- The last wall: one living membership a person.
create unique index members_one_living on members (person_id) where status <> 'left';
create index members_by_path on members (unit_path, id);
create index members_by_path_and_day on members (unit_path, joined_on, id);
create index members_by_day on members (joined_on, id);
create index members_by_drive on members (drive_id, id) where drive_id is not null;
create index members_by_event on members (event_id, id) where event_id is not null;
create index members_by_name on members (name, id);
create index members_by_initials on members (name_initials, id);
create index members_by_phone on members (phone_index) where phone_index is not null;
create index members_by_person on members (person_id) where person_id is not null;

-- What changed the number of members after the joining: the history of a membership, and the proof of its counts.
create table member_changes (
    id        bigint primary key,
    member_id bigint not null,
    unit_id   bigint not null references units (id),
    day       text not null,
    what      text not null check (what in ('left', 'retained', 'returned', 'moved_out', 'moved_in')),
    amount    bigint not null,
    note      text not null
);
create index member_changes_by_member on member_changes (member_id, id);

create table cards (
    id         bigint primary key,
    member_id  bigint not null,
    number     text not null,
    nonce      bytea not null unique,
    issued_at  bigint not null,
    revoked_at bigint not null
);
create index cards_by_member on cards (member_id);

create table consents (
    id             bigint primary key,
    person_id      bigint not null,
    application_id bigint not null,
    purpose        text not null check (purpose in ('membership')),
    text_version   text not null,
    text_hash      text not null,
    given_at       bigint not null,
    withdrawn_at   bigint not null
);
create index consents_by_person on consents (person_id, id);
create index consents_by_application on consents (application_id);

-- Who looked at whose data, and why: shown to the person.
create table looks (
    id         bigint primary key,
    person_id  bigint not null,
    account_id bigint not null,
    at         bigint not null,
    who        text not null,
    unit_name  text not null,
    reason     text not null,
    what       text not null
);
create index looks_by_person on looks (person_id, id);

-- 20260306_invitations (members)
-- Lists of people to invite, as somebody handed them over. Nobody is a member because of a list.
create table imports (
    id              bigint primary key,
    unit_id         bigint not null references units (id),
    unit_path       text not null,
    drive_id        bigint,
    employer_id     bigint,
    employer_name   text not null,
    file_name       text not null,
    format          text not null,
    status          text not null check (status in ('reading', 'checked', 'committing', 'committed', 'undone')),
    rows_total      bigint not null,
    rows_done       bigint not null,
    rows_new        bigint not null,
    rows_member     bigint not null,
    rows_duplicate  bigint not null,
    rows_unreadable bigint not null,
    accepted        bigint not null,
    dropped_columns text not null,
    unused_columns  text not null,
    language        text not null,
    created_at      bigint not null,
    committed_at    bigint not null,
    undone_at       bigint not null,
    version         bigint not null
);
create index imports_by_path on imports (unit_path, id);

-- Rows not looked at yet, sealed, some hundreds together; gone when they have been.
create table import_pieces (
    import_id bigint not null references imports (id),
    position  bigint not null,
    content   bytea not null,
    primary key (import_id, position)
);

create table import_rows (
    id            bigint primary key,
    import_id     bigint not null references imports (id),
    unit_id       bigint not null references units (id),
    unit_path     text not null,
    row_number    bigint not null,
    kind          text not null check (kind in ('new', 'member', 'duplicate', 'unreadable')),
    name          text not null,
    phone         bytea,
    phone_index   bytea,
    occupation    text not null,
    employer_name text not null,
    note          text not null,
    differences   text not null,
    version       bigint not null
);
create unique index import_rows_by_number on import_rows (import_id, row_number);
create index import_rows_by_kind on import_rows (import_id, kind, id);
create index import_rows_by_phone on import_rows (phone_index, import_id) where phone_index is not null;

create table invitations (
    id            bigint primary key,
    unit_id       bigint not null references units (id),
    unit_path     text not null,
    import_id     bigint not null references imports (id),
    employer_id   bigint,
    employer_name text not null,
    drive_id      bigint,
    name          text not null,
    phone         bytea,
    phone_index   bytea,
    occupation    text not null,
    status        text not null check (status in ('open', 'accepted')),
    version       bigint not null
);
create index invitations_by_import on invitations (import_id, status);
create index invitations_by_phone on invitations (phone_index) where phone_index is not null;
create index invitations_by_path on invitations (unit_path, id);

-- 20260306_events (events)
create table events (
    id            bigint primary key,
    unit_id       bigint not null references units (id),
    unit_path     text not null,
    drive_id      bigint,
    title         text not null,
    kind          text not null check (kind in ('talk', 'ceremony', 'site_stand', 'training', 'other')),
    starts_at     bigint not null,
    ends_at       bigint not null,
    place         text not null,
    status        text not null check (status in ('planned', 'open', 'held', 'reported', 'cancelled')),
    capacity      bigint not null,
    leaflets      bigint not null,
    check_in_code text not null,
    oath_version  bigint not null,
    attended      bigint not null,
    joined        bigint not null,
    version       bigint not null
);
create index events_by_path on events (unit_path, starts_at);
create index events_by_drive on events (drive_id) where drive_id is not null;
create unique index events_by_code on events (check_in_code) where check_in_code <> '';

create table agenda_items (
    id       bigint primary key,
    event_id bigint not null references events (id),
    position bigint not null,
    kind     text not null check (kind in ('law', 'safety', 'benefit', 'oath', 'other')),
    title    text not null,
    version  bigint not null
);
create index agenda_items_by_event on agenda_items (event_id, position);

create table attendances (
    id             bigint primary key,
    event_id       bigint not null references events (id),
    unit_path      text not null,
    member_id      bigint not null,
    checked_in_at  bigint not null,
    how            text not null check (how in ('code', 'cadre')),
    representative boolean not null,
    took_oath      boolean not null,
    version        bigint not null,
    unique (event_id, member_id)
);
create index attendances_by_member on attendances (member_id);
create index attendances_by_path on attendances (unit_path, id);

-- Who joined the union at which event: kept to take the count back when somebody withdraws.
create table event_joinings (
    member_id bigint primary key,
    event_id  bigint not null references events (id)
);

-- Wrong check-in codes of one account, since when.
create table check_in_tries (
    account_id bigint primary key,
    since      bigint not null,
    failures   bigint not null
);

create table oath_texts (
    version bigint primary key,
    zh      text not null,
    en      text not null,
    hash    text not null,
    since   text not null
);
insert into oath_texts (version, zh, en, hash, since) values (
    1,
    '我自愿加入中国工会，遵守工会章程，执行工会决议，行使会员权利，履行会员义务，热爱本职，团结互助。',
    'I join the union of my own will. I keep its charter and carry out its decisions; I use the rights and fulfil the duties of a member; I hold my work dear and stand by my fellow workers.',
    'b772fd8c8f29f1e221c5b9fb2da3e2d407ad585d24c555e6a846bdb262485b5d',
    '2026-03-06'
);

-- An attendance with the name of who came, as it is today: no copy of a name outlives the member.
create view attendance_rows as
    select a.id, a.event_id, a.unit_path, a.member_id, m.name, m.card_number, a.checked_in_at, a.how, a.representative, a.took_oath, a.version
    from attendances a join members m on m.id = a.member_id;

-- 20260307_drives (drives)
create table drives (
    id            bigint primary key,
    unit_id       bigint not null references units (id),
    unit_path     text not null,
    title         text not null,
    division_code text not null,
    starts_on     text not null,
    ends_on       text not null,
    groups        text not null,
    status        text not null check (status in ('planned', 'running', 'closed', 'reported')),
    note          text not null,
    version       bigint not null
);
create index drives_by_path on drives (unit_path, id);

create table drive_units (
    id             bigint primary key,
    drive_id       bigint not null references drives (id),
    unit_id        bigint not null references units (id),
    unit_path      text not null,
    events_planned bigint not null,
    version        bigint not null,
    unique (drive_id, unit_id)
);
create index drive_units_by_path on drive_units (unit_path);

create view drive_unit_rows as
    select d.id, d.drive_id, d.unit_id, d.unit_path, u.name as unit_name, d.events_planned, d.version
    from drive_units d join units u on u.id = d.unit_id;

-- 20260308_bulletins (bulletins)
create table bulletins (
    id           bigint primary key,
    unit_id      bigint not null references units (id),
    unit_path    text not null,
    drive_id     bigint references drives (id),
    title        text not null,
    body         text not null,
    figures      text not null,
    period_from  text not null,
    period_to    text not null,
    status       text not null check (status in ('draft', 'checked', 'published', 'correcting')),
    number       bigint not null,
    edition      bigint not null,
    reason       text not null,
    published_at bigint not null,
    version      bigint not null
);
create index bulletins_by_path on bulletins (unit_path, id);
create unique index bulletins_by_number on bulletins (unit_id, number) where number > 0;

create table typed_figures (
    id            bigint primary key,
    bulletin_id   bigint not null references bulletins (id),
    key           text not null,
    label         text not null,
    value         bigint not null,
    unit_of_count text not null,
    qualifier     text not null check (qualifier in ('exact', 'more_than', 'rounded', 'reconstructed')),
    source        text not null check (source <> ''),
    as_of_on      text not null,
    version       bigint not null,
    unique (bulletin_id, key)
);

-- What was published. Rows are added and never changed.
create table bulletin_editions (
    id           bigint primary key,
    bulletin_id  bigint not null references bulletins (id),
    edition      bigint not null,
    number       bigint not null,
    unit_name    text not null,
    title        text not null,
    body         text not null,
    reason       text not null,
    published_at bigint not null,
    unique (bulletin_id, edition)
);
create index bulletin_editions_by_time on bulletin_editions (published_at);

create table frozen_figures (
    id            bigint primary key,
    bulletin_id   bigint not null references bulletins (id),
    edition       bigint not null,
    position      bigint not null,
    typed         boolean not null,
    key           text not null,
    label_zh      text not null,
    label_en      text not null,
    value         double precision not null,
    unit_zh       text not null,
    unit_en       text not null,
    qualifier     text not null,
    definition_zh text not null,
    definition_en text not null,
    as_of         bigint not null,
    period_zh     text not null,
    period_en     text not null,
    breakdown     text not null,
    evidence      text not null,
    unique (bulletin_id, edition, position)
);

-- 20260309_commit_markers (platform)
-- A writing transaction on PostgreSQL leaves its marker here; when its answer was lost, the marker tells whether it was
-- kept. `kept` false: somebody asked, it was not, and now it never can be. Forgotten after some minutes.

create table commit_markers (
    id   bytea primary key,
    kept boolean not null
);

-- 20260311_messages (platform)
-- To whom a message went, as a keyed hash: so that the person can be shown it, and it can be forgotten with them.
alter table outbox_messages add column recipient_index bytea;
create index outbox_messages_by_recipient on outbox_messages (recipient_index) where recipient_index is not null;
create index audit_lines_by_worker on audit_lines (actor_id, at) where actor_kind = 'worker';

-- 20260311_rights (members)
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

-- 20260320_measures_by_day (platform)
-- What there is (a stock) follows a moved unit; what happened stays. A waiting delta knows which of both it is.
alter table measure_deltas add column is_stock bigint not null default 0;
update measure_deltas set is_stock = 1 where measure = 'members.active';

-- One row, changed by whoever folds, moves or rebuilds: so only one does at a time.
create table measure_turn (
    turn bigint primary key
);
insert into measure_turn (turn) values (0);

-- 20260321_leases (platform)
-- Several servers may share one database: whoever holds a job, or work of a name, until when, by the servers' clocks.
alter table jobs add column holder text not null default '';
alter table jobs add column held_until bigint not null default 0;

create table leases (
    name       text primary key,
    holder     text not null,
    held_until bigint not null
);

-- 20260322_members_by_status (members)
-- The list by status: the few who left or are retained are found without going through all who have not.
create index members_by_status on members (status, id);

-- 20260401_security (platform)
-- Copies of the newest signed heads of the audit, to be fetched. What counts is kept outside: platform/audit_head.h.
create table signed_heads (
    public_key text not null,
    number     bigint not null,
    at         bigint not null,
    line       text not null,
    primary key (public_key, number)
);

-- Backups that were made and read back, as the command said.
create table backups_made (
    id         bigint primary key,
    at         bigint not null,
    file_name  text not null,
    bytes      bigint not null,
    sha256     text not null,
    newest_key bigint not null
);

-- A new data key taken into use, and what was sealed with older ones sealed anew, column by column.
create table key_rotations (
    id         bigint primary key,
    key_id     bigint not null,
    status     text not null check (status in ('settling', 'resealing', 'waiting', 'done')),
    place      text not null,
    after_id   bigint not null,
    progress   bigint not null,
    goal       bigint not null,
    started_at bigint not null,
    sealed_at  bigint not null,
    ended_at   bigint not null
);
create unique index key_rotations_one on key_rotations (status) where status in ('settling', 'resealing');

-- 20260402_administrators (accounts)
-- An administrator holds one role of the three, once: whatever a program may do, no account gathers two of them.
-- An account that was given the same one at several units keeps the grant made first.
delete from role_grants where role in ('system_admin', 'security_admin', 'audit_admin') and exists (
    select 1 from role_grants earlier where earlier.account_id = role_grants.account_id and earlier.id < role_grants.id
    and earlier.role in ('system_admin', 'security_admin', 'audit_admin'));
create unique index role_grants_one_administration on role_grants (account_id)
    where role in ('system_admin', 'security_admin', 'audit_admin');

-- A permission for a time, given by a request that two people agreed to.
create table lent_permissions (
    id          bigint primary key,
    account_id  bigint not null references accounts (id),
    permission  text not null,
    unit_path   text not null,
    ends_at     bigint not null,
    approval_id bigint not null
);
create index lent_permissions_by_account on lent_permissions (account_id, ends_at);

-- 20260403_approvals (approvals)
-- What takes two people. Who approves is never who asked: the last wall is a check of the row itself.
create table approvals (
    id              bigint primary key,
    unit_id         bigint not null references units (id),
    unit_path       text not null,
    kind            text not null check (kind in ('member_export', 'list_unmasking', 'invitation_erasure', 'role_grant', 'key_rotation')),
    payload         text not null,
    payload_hash    text not null,
    plain_zh        text not null,
    plain_en        text not null,
    reason          text not null,
    people          bigint not null,
    asked_by        bigint not null check (asked_by <> 0),
    asked_by_name   text not null,
    asked_at        bigint not null,
    expires_at      bigint not null,
    status          text not null check (status in ('asked', 'approved', 'executed', 'refused', 'expired', 'cancelled')),
    decided_by      bigint not null,
    decided_by_name text not null,
    decided_at      bigint not null,
    decision_note   text not null,
    executed_at     bigint not null,
    affected        bigint not null,
    version         bigint not null,
    check (decided_by <> asked_by),
    check (status not in ('approved', 'executed') or decided_by <> 0)
);
create index approvals_by_path on approvals (unit_path, id);
create index approvals_by_asker on approvals (asked_by, id);
create index approvals_by_status on approvals (status, id);

create table alarms (
    id         bigint primary key,
    unit_id    bigint not null references units (id),
    unit_path  text not null,
    kind       text not null check (kind in ('mass_look_up')),
    account_id bigint not null,
    who        text not null,
    amount     bigint not null,
    at         bigint not null,
    is_seen    boolean not null,
    note       text not null,
    version    bigint not null
);
create index alarms_by_path on alarms (unit_path, id);
create index alarms_by_account on alarms (account_id, at);

-- Alarms ask every minute who looked at whom in the last hour.
create index looks_by_time on looks (at);

-- 20261122_stand (members)
-- Stands that work without a network: the pass of a device, and what came of each entry it sent.
create table stand_passes (
    id          bigint primary key,
    unit_id     bigint not null references units (id),
    unit_path   text not null,
    account_id  bigint not null,
    cadre       text not null,
    event_id    bigint,
    device      text not null,
    status      text not null check (status in ('open', 'revoked', 'closed')),
    issued_at   bigint not null,
    expires_at  bigint not null,
    send_until  bigint not null,
    public_key  text not null,
    private_key bytea,
    entries     bigint not null,
    version     bigint not null
);
create index stand_passes_by_path on stand_passes (unit_path, id);
create index stand_passes_by_account on stand_passes (account_id, expires_at);

create table stand_entries (
    id             bigint primary key,
    pass_id        bigint not null references stand_passes (id),
    unit_id        bigint not null references units (id),
    unit_path      text not null,
    entry_key      text not null,
    kind           text not null check (kind in ('application', 'check_in')),
    status         text not null check (status in ('handed_over', 'settled', 'closed')),
    already_there  boolean not null,
    taken_at       bigint not null,
    received_at    bigint not null,
    helped_by      bigint not null,
    application_id bigint,
    member_id      bigint,
    event_id       bigint,
    representative boolean not null,
    took_oath      boolean not null,
    corrected      text not null,
    reason         text not null,
    content        bytea,
    version        bigint not null
);
-- The last wall: what a device sends twice is taken once.
create unique index stand_entries_once on stand_entries (pass_id, entry_key);
create index stand_entries_by_path on stand_entries (unit_path, id);
create index stand_entries_by_status on stand_entries (status, id);
create index stand_entries_by_application on stand_entries (application_id) where application_id is not null;
create index stand_entries_by_member on stand_entries (member_id) where member_id is not null;

-- 20261123_measures_whole (platform)
-- A ranking sums the whole of a measure for hundreds of units: answered from this index alone, without a look at a cell.
create index measure_cells_whole on measure_cells (measure, holder, dimension, period, value) where dimension = '';

-- 20261123_proof (accounts)
-- When a session last proved its password, and its code where there is one: sensitive acts ask for a fresh proof.
alter table sessions add column proved_at bigint not null default 0;

-- A password that somebody else set opens until then, to choose one's own. 0: its owner chose it.
alter table credentials add column first_until bigint not null default 0;

-- 20261124_votes (approvals)
-- Some requests take more than one approval: each is a row, by another person each time and never by who asked.
-- And more kinds of requests: taking one-time codes off an account, legal holds, disclosures. A check cannot be changed in place, so the table
-- is made anew.
create table approvals_made_anew (
    id              bigint primary key,
    unit_id         bigint not null references units (id),
    unit_path       text not null,
    kind            text not null check (kind in ('member_export', 'list_unmasking', 'invitation_erasure', 'role_grant', 'key_rotation', 'code_removal',
                    'legal_hold', 'hold_release', 'disclosure')),
    payload         text not null,
    payload_hash    text not null,
    plain_zh        text not null,
    plain_en        text not null,
    reason          text not null,
    people          bigint not null,
    asked_by        bigint not null check (asked_by <> 0),
    asked_by_name   text not null,
    asked_at        bigint not null,
    expires_at      bigint not null,
    status          text not null check (status in ('asked', 'approved', 'executed', 'refused', 'expired', 'cancelled')),
    decided_by      bigint not null,
    decided_by_name text not null,
    decided_at      bigint not null,
    decision_note   text not null,
    executed_at     bigint not null,
    affected        bigint not null,
    version         bigint not null,
    check (decided_by <> asked_by),
    check (status not in ('approved', 'executed') or decided_by <> 0)
);
insert into approvals_made_anew (id, unit_id, unit_path, kind, payload, payload_hash, plain_zh, plain_en, reason, people,
    asked_by, asked_by_name, asked_at, expires_at, status, decided_by, decided_by_name, decided_at, decision_note,
    executed_at, affected, version)
select id, unit_id, unit_path, kind, payload, payload_hash, plain_zh, plain_en, reason, people,
    asked_by, asked_by_name, asked_at, expires_at, status, decided_by, decided_by_name, decided_at, decision_note,
    executed_at, affected, version from approvals;
drop table approvals;
alter table approvals_made_anew rename to approvals;
create index approvals_by_path on approvals (unit_path, id);
create index approvals_by_asker on approvals (asked_by, id);
create index approvals_by_status on approvals (status, id);

create table approval_votes (
    id          bigint primary key,
    approval_id bigint not null references approvals (id),
    asked_by    bigint not null,
    account_id  bigint not null,
    name        text not null,
    note        text not null,
    at          bigint not null,
    unique (approval_id, account_id),
    check (account_id <> asked_by)
);
insert into approval_votes (id, approval_id, asked_by, account_id, name, note, at)
select id, id, asked_by, decided_by, decided_by_name, decision_note, decided_at from approvals
where status in ('approved', 'executed');

-- An export that one person approved and nobody has downloaded waits for a second one.
update approvals set status = 'asked', decided_by = 0, decided_by_name = '', decided_at = 0, decision_note = ''
where kind = 'member_export' and status = 'approved';

-- 20261125_claims (platform)
-- Where two writers of the same secret meet while keys for look-ups are changed: never a row outside a transaction.
create table blind_claims (
    value bytea primary key
);

-- 20261201_stations (stations)
-- One address, once; it may be of several kinds. map_lng, map_lat: GCJ-02, whatever the coordinates came in.
create table stations (
    id                bigint primary key,
    unit_id           bigint not null references units (id),
    unit_path         text not null,
    name              text not null,
    is_station        boolean not null,
    is_workers_home   boolean not null,
    is_drivers_home   boolean not null,
    is_nursing_room   boolean not null,
    status            text not null check (status in ('planned', 'building', 'open', 'rectifying', 'paused', 'closed')),
    division_code     text not null,
    address           text not null,
    lng               double precision,
    lat               double precision,
    coordinate_system text not null check (coordinate_system in ('gcj02', 'wgs84', 'bd09')),
    map_lng           double precision,
    map_lat           double precision,
    host              text not null,
    keeper_name       text not null,
    phone             text not null,
    note              text not null,
    is_open_24h       boolean not null,
    weekday_hours     text not null,
    weekend_hours     text not null,
    holiday_hours     text not null,
    is_step_free      boolean not null,
    has_seats         boolean not null,
    has_water         boolean not null,
    has_microwave     boolean not null,
    has_wifi          boolean not null,
    has_charging      boolean not null,
    has_pump          boolean not null,
    has_umbrellas     boolean not null,
    has_first_aid     boolean not null,
    has_cups          boolean not null,
    has_books         boolean not null,
    has_newspapers    boolean not null,
    has_air_conditioning boolean not null,
    has_fridge        boolean not null,
    has_tv            boolean not null,
    has_lockers       boolean not null,
    has_toilet        boolean not null,
    has_parking       boolean not null,
    has_shower        boolean not null,
    has_laundry       boolean not null,
    award             text not null,
    place_verified_on      text,
    hours_verified_on      text,
    facilities_verified_on text,
    contact_verified_on    text,
    opened_on         text,
    closed_on         text,
    open_reports      bigint not null,
    county_code       text not null,
    address_key       text not null,
    place_key         bigint,
    traits            bigint not null,
    changed_at        bigint not null,
    version           bigint not null
);
create index stations_by_path on stations (unit_path, id);
create index stations_by_county on stations (county_code, changed_at);
create index stations_by_division on stations (division_code, id);
create index stations_by_address on stations (address_key);
-- Nearest asks this index alone.
create index stations_by_place on stations (place_key, traits, map_lng, map_lat, id) where status = 'open';

-- Where the stations of a county lie, to know which counties are neighbours; and when the public last got something new.
create table station_counties (
    county_code text primary key,
    west        double precision not null,
    south       double precision not null,
    east        double precision not null,
    north       double precision not null,
    changed_at  bigint not null
);

-- Stations that phones have in their list of a county and that are not there any more: moved to another county, or
-- brought by an import that was undone.
create table station_removals (
    station_id  bigint not null,
    county_code text not null,
    at          bigint not null,
    primary key (county_code, station_id)
);
create index station_removals_by_time on station_removals (county_code, at);

insert into rule_rows (id, name, unit_path, valid_from, amount, basis, version) values
    (301, 'stations.verify_days', '', '2021-11-01', 90, '本系统默认：每季度核实一次，可按地区调整 / our default: once a quarter, each region may set its own', 1),
    (302, 'stations.report_days', '', '2021-11-01', 3, '本系统默认：三个工作日内答复，可按地区调整 / our default: three working days, each region may set its own', 1),
    (303, 'stations.deficiency_days', '', '2021-11-01', 15, '本系统默认：十五个工作日内整改，可按地区调整 / our default: fifteen working days, each region may set its own', 1);

-- 20261202_station_upkeep (stations)
-- What passers-by report: nothing in it leads to anybody.
create table station_reports (
    id          bigint primary key,
    unit_id     bigint not null references units (id),
    unit_path   text not null,
    station_id  bigint not null references stations (id),
    kind        text not null check (kind in ('locked', 'broken', 'not_there', 'wrong_hours', 'dirty', 'other')),
    facility    text not null,
    status      text not null check (status in ('received', 'fixed', 'not_so')),
    times       bigint not null,
    observed_at bigint not null,
    received_at bigint not null,
    due_on      text not null,
    answer      text not null,
    answered_at bigint not null,
    version     bigint not null
);
create index station_reports_by_path on station_reports (unit_path, id);
create index station_reports_by_station on station_reports (station_id, status);

-- The keys under which phones sent reports, so that one sent again is not a second one. Gone after a month.
create table station_report_keys (
    station_id bigint not null,
    sent_key   text not null,
    report_id  bigint not null,
    at         bigint not null,
    primary key (station_id, sent_key)
);
create index station_report_keys_by_time on station_report_keys (at);

-- How often somebody behind one address sent something within the hour; who: a keyed hash of the address. Gone after it.
create table station_tries (
    who        text not null,
    station_id bigint not null,
    since      bigint not null,
    tries      bigint not null,
    primary key (who, station_id)
);
create index station_tries_by_time on station_tries (since);

create table inspections (
    id             bigint primary key,
    unit_id        bigint not null references units (id),
    unit_path      text not null,
    station_id     bigint not null references stations (id),
    inspected_on   text not null,
    has_sign       boolean not null,
    has_place      boolean not null,
    has_facilities boolean not null,
    has_rules      boolean not null,
    has_people     boolean not null,
    is_on_map      boolean not null,
    is_clean       boolean not null,
    is_safe        boolean not null,
    note           text not null,
    deficiencies   bigint not null,
    version        bigint not null
);
create index inspections_by_path on inspections (unit_path, id);
create index inspections_by_station on inspections (station_id, inspected_on);

create table deficiencies (
    id            bigint primary key,
    unit_id       bigint not null references units (id),
    unit_path     text not null,
    station_id    bigint not null references stations (id),
    inspection_id bigint not null references inspections (id),
    item          text not null check (item in ('sign', 'place', 'facilities', 'rules', 'people', 'map', 'cleanliness', 'safety')),
    status        text not null check (status in ('found', 'fixed', 'accepted')),
    due_on        text not null,
    fixed_on      text,
    note          text not null,
    version       bigint not null
);
create index deficiencies_by_path on deficiencies (unit_path, id);
create index deficiencies_by_station on deficiencies (station_id, status);

create table station_tallies (
    id         bigint primary key,
    unit_id    bigint not null references units (id),
    unit_path  text not null,
    station_id bigint not null references stations (id),
    day        text not null,
    how        text not null check (how in ('manual', 'door', 'tap')),
    visits     bigint not null,
    version    bigint not null,
    unique (station_id, day, how)
);
create index station_tallies_by_path on station_tallies (unit_path, day);

-- 20261204_wishes (wishes)
create table wish_rounds (
    id         bigint primary key,
    unit_id    bigint not null references units (id),
    unit_path  text not null,
    station_id bigint not null references stations (id),
    title      text not null,
    opens_on   text not null,
    closes_on  text not null,
    status     text not null check (status in ('planned', 'open', 'closed')),
    version    bigint not null
);
create index wish_rounds_by_path on wish_rounds (unit_path, id);

-- Who wished and who gives are numbers that leave this table for nobody but themselves; 0 when one was forgotten.
create table wishes (
    id               bigint primary key,
    unit_id          bigint not null references units (id),
    unit_path        text not null,
    round_id         bigint not null references wish_rounds (id),
    station_id       bigint not null references stations (id),
    text             text not null,
    status           text not null check (status in ('submitted', 'published', 'claimed', 'fulfilled', 'confirmed', 'declined', 'withdrawn', 'expired')),
    member_id        bigint not null,
    giver_account_id bigint not null,
    written_at       bigint not null,
    claimed_at       bigint not null,
    ended_at         bigint not null,
    answer           text not null,
    version          bigint not null
);
create index wishes_by_path on wishes (unit_path, id);
create index wishes_by_round on wishes (round_id, status);
create index wishes_by_member on wishes (member_id);
create index wishes_by_giver on wishes (giver_account_id);

insert into rule_rows (id, name, unit_path, valid_from, amount, basis, version) values
    (311, 'wishes.claim_days', '', '2021-11-01', 14, '本系统默认：认领后十四日内送到，可按地区调整 / our default: fourteen days to bring it, each region may set its own', 1);

-- 20261205_station_imports (stations)
-- A city's list of stations: the file that came, its rows as they were read, and what committing it brought.
create table station_imports (
    id                bigint primary key,
    unit_id           bigint not null references units (id),
    unit_path         text not null,
    file_name         text not null,
    format            text not null,
    county_code       text not null,
    coordinate_system text not null check (coordinate_system in ('gcj02', 'wgs84', 'bd09')),
    status            text not null check (status in ('checked', 'committed', 'undone')),
    rows_total        bigint not null,
    rows_new          bigint not null,
    rows_merge        bigint not null,
    rows_doubtful     bigint not null,
    rows_duplicate    bigint not null,
    rows_unreadable   bigint not null,
    kept              bigint not null,
    unused_columns    text not null,
    created_at        bigint not null,
    committed_at      bigint not null,
    undone_at         bigint not null,
    version           bigint not null
);
create index station_imports_by_path on station_imports (unit_path, id);

create table station_import_rows (
    id                bigint primary key,
    import_id         bigint not null references station_imports (id),
    unit_id           bigint not null references units (id),
    unit_path         text not null,
    row_number        bigint not null,
    result            text not null check (result in ('fresh', 'merge', 'doubtful', 'duplicate', 'unreadable')),
    is_taken          boolean not null,
    name              text not null,
    is_station        boolean not null,
    is_workers_home   boolean not null,
    is_drivers_home   boolean not null,
    is_nursing_room   boolean not null,
    division_code     text not null,
    address           text not null,
    lng               double precision,
    lat               double precision,
    phone             text not null,
    host              text not null,
    is_open_24h       boolean not null,
    weekday_hours     text not null,
    weekend_hours     text not null,
    holiday_hours     text not null,
    facilities        text not null,
    note              text not null,
    station_id        bigint,
    version           bigint not null
);
create index station_import_rows_by_import on station_import_rows (import_id, row_number);
create index station_import_rows_by_path on station_import_rows (unit_path, id);

-- 20261210_rosters (rosters)
-- Lists of employers from tax office, market register and others. Of workers only numbers are kept.
create table rosters (
    id                  bigint primary key,
    unit_id             bigint not null references units (id),
    unit_path           text not null,
    source              text not null check (source in ('tax_office', 'market_register', 'transport_office', 'platform', 'other')),
    as_of_on            text not null,
    file_name           text not null,
    format              text not null,
    workers             boolean not null,
    status              text not null check (status in ('received', 'matching', 'matched', 'settled', 'withdrawn')),
    rows_total          bigint not null,
    rows_done           bigint not null,
    rows_unreadable     bigint not null,
    rows_repeated       bigint not null,
    rows_decided_before bigint not null,
    rows_ours           bigint not null,
    rows_look           bigint not null,
    rows_not_ours       bigint not null,
    problems            text not null,
    unused_columns      text not null,
    last_matched        bigint not null,
    created_at          bigint not null,
    matched_at          bigint not null,
    version             bigint not null
);
create index rosters_by_path on rosters (unit_path, id);

-- Rows of a list that nobody has had compared yet.
create table roster_pieces (
    roster_id bigint not null references rosters (id),
    position  bigint not null,
    rows_text text not null,
    primary key (roster_id, position)
);

-- One entry for an employer and a unit, whatever list it stood in: what was decided about it outlasts the list.
create table listed_employers (
    id              bigint primary key,
    unit_id         bigint not null references units (id),
    unit_path       text not null,
    roster_id       bigint not null references rosters (id),
    row_number      bigint not null,
    name            text not null,
    credit_code     text not null,
    division_code   text not null,
    headcount       bigint,
    state           text not null check (state in ('ours', 'look', 'not_ours')),
    employer_id     bigint,
    weight_hundredths bigint,
    decision        text not null check (decision in ('none', 'same', 'different')),
    decided_by      text not null,
    decided_at      bigint not null,
    status          text not null check (status in ('open', 'visiting', 'founding', 'covered', 'closed')),
    note            text not null,
    first_listed_on text not null,
    last_listed_on  text not null,
    times_listed    bigint not null,
    grounds         text not null,
    refused         text not null,
    name_key        text not null,
    version         bigint not null
);
create index listed_employers_by_roster on listed_employers (roster_id, state, id);
create index listed_employers_by_path on listed_employers (unit_path, id);
create index listed_employers_by_code on listed_employers (unit_id, credit_code);
create index listed_employers_by_name on listed_employers (unit_id, name_key);

create table duplicate_searches (
    id        bigint primary key,
    unit_id   bigint not null references units (id),
    unit_path text not null,
    status    text not null check (status in ('searching', 'done')),
    people    bigint not null,
    pairs     bigint not null,
    pairs_new bigint not null,
    begun_at  bigint not null,
    ended_at  bigint not null,
    version   bigint not null
);
create index duplicate_searches_by_path on duplicate_searches (unit_path, id);

create table duplicate_pairs (
    id              bigint primary key,
    unit_id         bigint not null references units (id),
    unit_path       text not null,
    member_id       bigint not null,
    other_member_id bigint not null,
    weight_hundredths bigint not null,
    grounds         text not null,
    status          text not null check (status in ('open', 'same', 'different', 'unsure')),
    decided_by      text not null,
    note            text not null,
    found_at        bigint not null,
    decided_at      bigint not null,
    version         bigint not null
);
create unique index duplicate_pairs_of_two on duplicate_pairs (member_id, other_member_id);
create index duplicate_pairs_by_other on duplicate_pairs (other_member_id);
create index duplicate_pairs_by_path on duplicate_pairs (unit_path, status, id);

-- 20261212_sitings (stations)
-- Where next: counts of people by street, candidate sites, and which of them serve most. Never where anybody went.
create table sitings (
    id               bigint primary key,
    unit_id          bigint not null references units (id),
    unit_path        text not null,
    title            text not null,
    division_code      text not null,
    sites_most       bigint not null,
    reach            text not null check (reach in ('m500', 'm1000')),
    includes_planned boolean not null,
    status           text not null check (status in ('draft', 'solving', 'solved')),
    file_name        text not null,
    problems         text not null,
    unused_columns   text not null,
    rows_unreadable  bigint not null,
    runs             bigint not null,
    demand_total     bigint not null,
    served_before    bigint not null,
    served_after     bigint not null,
    out_of_reach     bigint not null,
    served_at_most   bigint not null,
    candidates       bigint not null,
    sites_chosen     bigint not null,
    proof            text not null,
    created_at       bigint not null,
    solved_at        bigint not null,
    version          bigint not null
);
create index sitings_by_path on sitings (unit_path, id);

create table siting_rows (
    id            bigint primary key,
    siting_id     bigint not null references sitings (id),
    unit_id       bigint not null references units (id),
    unit_path     text not null,
    kind          text not null check (kind in ('demand', 'candidate')),
    row_number    bigint not null,
    name          text not null,
    division_code text not null,
    lng           double precision,
    lat           double precision,
    amount        bigint not null,
    station_id    bigint,
    outcome       text not null,
    place         bigint,
    adds          bigint not null,
    version       bigint not null
);
create index siting_rows_by_siting on siting_rows (siting_id, kind, id);
create index siting_rows_by_path on siting_rows (unit_path, id);

-- 20261213_station_photos (stations)
-- Photos of stations. The pictures lie apart, so that a list of photos reads none of them.
create table station_photos (
    id         bigint primary key,
    unit_id    bigint not null references units (id),
    unit_path  text not null,
    station_id bigint not null references stations (id),
    alt        text not null,
    width      bigint not null,
    height     bigint not null,
    bytes      bigint not null,
    brought_at bigint not null,
    version    bigint not null
);
create index station_photos_by_station on station_photos (station_id, id);
create index station_photos_by_path on station_photos (unit_path, id);

create table station_photo_bytes (
    photo_id bigint primary key references station_photos (id),
    jpeg     bytea not null
);

-- 20261215_merging (members)
-- Two memberships of one person made into one: which, when, by whom, why; and, sealed, everything that undoing it needs.
create table member_merges (
    id                  bigint primary key,
    unit_id             bigint not null references units (id),
    unit_path           text not null,
    unit_name           text not null,
    kept_member_id      bigint not null,
    kept_person_id      bigint not null,
    other_member_id     bigint not null,
    other_person_id     bigint not null,
    other_account_id    bigint not null,
    other_card_number   text not null,
    phone               bytea,
    phone_index         bytea,
    other_joined_first  boolean not null,
    kept_version        bigint not null,
    kept_person_version bigint not null,
    merged_at           bigint not null,
    merged_by           text not null,
    reason              text not null,
    undo_until_on       text not null,
    status              text not null check (status in ('in_force', 'undone')),
    undone_at           bigint not null,
    undone_by           text not null,
    undone_why          text not null,
    content             bytea,
    version             bigint not null
);
create index member_merges_by_kept on member_merges (kept_person_id, id);
create index member_merges_by_kept_member on member_merges (kept_member_id, id);
create index member_merges_by_other on member_merges (other_person_id, id);
create index member_merges_by_other_member on member_merges (other_member_id, id);
create index member_merges_by_account on member_merges (other_account_id) where other_account_id <> 0;
create index member_merges_by_phone on member_merges (phone_index) where phone_index is not null;
create index member_merges_by_card on member_merges (other_card_number);
insert into rule_rows (id, name, unit_path, valid_from, amount, basis, version) values
    (117, 'member.merged', '', '2021-11-01', 90, '本系统默认：合并会籍后九十日内可以整体撤销，到期清除撤销所需的资料；个人信息保护法第 19 条 / our default: a merge can be undone as a whole for ninety days, then what undoing needs is erased; PIPL art. 19', 1);

-- 20261215_merged_pairs (rosters)
-- A pair that was made one membership: which merge it was, and which member stayed.
alter table duplicate_pairs add column merge_id bigint;
alter table duplicate_pairs add column kept_member_id bigint;

-- 20261220_members_in_order (members)
-- The list in the order of days or of names within one place: the path is read off the index, not off row after row.
drop index members_by_day;
drop index members_by_name;
create index members_by_day on members (joined_on, id, unit_path);
create index members_by_name on members (name, id, unit_path);

-- 20261221_stations_verified (stations)
-- Since when everything about a station is known to be so: the list of those that wait for their keeper is in that order.
alter table stations add column verified_on text;
update stations set verified_on = (
    select min(day) from (
        select place_verified_on as day union all select hours_verified_on
        union all select facilities_verified_on union all select contact_verified_on
    ) facts
) where place_verified_on is not null and hours_verified_on is not null and facilities_verified_on is not null
    and contact_verified_on is not null;

-- 20261222_codes_of_workers (accounts)
-- When the one-time codes of a worker who lost the app come off by themselves. 0: they stay.
alter table credentials add column codes_end_at bigint not null default 0;

-- 20261223_codes_offered_and_lost (accounts)
-- A secret that is not confirmed yet is shown again to the session that asked for it, and a lost app is said to be lost once
-- an hour at most. 0: never.
alter table credentials add column codes_lost_at bigint not null default 0;
alter table credentials add column totp_offered_at bigint not null default 0;
alter table credentials add column totp_offered_to bigint not null default 0;

-- 20261224_wrong_codes_of_a_session (accounts)
-- Wrong one-time codes that a session of a worker gave in a row: too many end that session, and lock nobody out elsewhere.
alter table sessions add column wrong_codes bigint not null default 0;

-- 20261226_renewed_tokens (accounts)
-- A session that proved anew who it is goes on under a new token (ASVS 7.2.4). The one before opens it, unproved, until the
-- new one was used: an answer can be lost on the way, and nobody is signed out for that.
alter table sessions add column replaced_hash bytea;
alter table sessions add column replaced_at bigint not null default 0;
create unique index sessions_replaced on sessions (replaced_hash) where replaced_hash is not null;

-- 20261227_rules_for_two (members)
-- A rule that keeps something for a shorter time deletes in bulk: another administrator confirms it before it is in force.
alter table rule_rows add column set_by bigint not null default 0;
alter table rule_rows add column set_by_name text not null default '';
alter table rule_rows add column awaits_second boolean not null default false;
alter table rule_rows add column confirmed_by_name text not null default '';
create index rule_rows_waiting on rule_rows (unit_path) where awaits_second;

-- 20261228_unreadable_rows (members)
-- Rows that nobody can read are found by the name in them when somebody is forgotten.
create index import_rows_unreadable on import_rows (name) where kind = 'unreadable';

-- 20261229_codes_on (accounts)
-- When a worker last turned one-time codes on: turning them off and on is a text message each time. 0: never.
alter table credentials add column codes_on_at bigint not null default 0;
