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
