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
