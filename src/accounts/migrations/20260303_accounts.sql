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
