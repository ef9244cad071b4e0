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
