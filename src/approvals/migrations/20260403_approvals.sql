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
