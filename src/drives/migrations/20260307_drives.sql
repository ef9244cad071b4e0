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
