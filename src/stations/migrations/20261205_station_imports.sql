-- A city's list of stations: the file that came, its rows as they were read, and what committing it brought.
create table station_imports (
    id                bigint primary key,
    unit_id           bigint not null references units (id),
    unit_path         text not null,
    file_name         text not null,
    format            text not null,
    county_code       text not null,
    coordinate_system text not null check (coordinate_system in ('gcj02', 'wgs84', 'bd09')),
    status            text not null check (status in ('checked', 'committed', 'undone')),
    rows_total        bigint not null,
    rows_new          bigint not null,
    rows_merge        bigint not null,
    rows_doubtful     bigint not null,
    rows_duplicate    bigint not null,
    rows_unreadable   bigint not null,
    kept              bigint not null,
    unused_columns    text not null,
    created_at        bigint not null,
    committed_at      bigint not null,
    undone_at         bigint not null,
    version           bigint not null
);
create index station_imports_by_path on station_imports (unit_path, id);

create table station_import_rows (
    id                bigint primary key,
    import_id         bigint not null references station_imports (id),
    unit_id           bigint not null references units (id),
    unit_path         text not null,
    row_number        bigint not null,
    result            text not null check (result in ('fresh', 'merge', 'doubtful', 'duplicate', 'unreadable')),
    is_taken          boolean not null,
    name              text not null,
    is_station        boolean not null,
    is_workers_home   boolean not null,
    is_drivers_home   boolean not null,
    is_nursing_room   boolean not null,
    division_code     text not null,
    address           text not null,
    lng               double precision,
    lat               double precision,
    phone             text not null,
    host              text not null,
    is_open_24h       boolean not null,
    weekday_hours     text not null,
    weekend_hours     text not null,
    holiday_hours     text not null,
    facilities        text not null,
    note              text not null,
    station_id        bigint,
    version           bigint not null
);
create index station_import_rows_by_import on station_import_rows (import_id, row_number);
create index station_import_rows_by_path on station_import_rows (unit_path, id);
