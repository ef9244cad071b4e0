-- Photos of stations. The pictures lie apart, so that a list of photos reads none of them.
create table station_photos (
    id         bigint primary key,
    unit_id    bigint not null references units (id),
    unit_path  text not null,
    station_id bigint not null references stations (id),
    alt        text not null,
    width      bigint not null,
    height     bigint not null,
    bytes      bigint not null,
    brought_at bigint not null,
    version    bigint not null
);
create index station_photos_by_station on station_photos (station_id, id);
create index station_photos_by_path on station_photos (unit_path, id);

create table station_photo_bytes (
    photo_id bigint primary key references station_photos (id),
    jpeg     bytea not null
);
