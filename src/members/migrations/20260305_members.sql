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
