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
