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
