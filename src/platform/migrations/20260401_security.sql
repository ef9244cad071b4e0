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
