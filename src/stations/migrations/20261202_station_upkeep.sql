-- What passers-by report: nothing in it leads to anybody.
create table station_reports (
    id          bigint primary key,
    unit_id     bigint not null references units (id),
    unit_path   text not null,
    station_id  bigint not null references stations (id),
    kind        text not null check (kind in ('locked', 'broken', 'not_there', 'wrong_hours', 'dirty', 'other')),
    facility    text not null,
    status      text not null check (status in ('received', 'fixed', 'not_so')),
    times       bigint not null,
    observed_at bigint not null,
    received_at bigint not null,
    due_on      text not null,
    answer      text not null,
    answered_at bigint not null,
    version     bigint not null
);
create index station_reports_by_path on station_reports (unit_path, id);
create index station_reports_by_station on station_reports (station_id, status);

-- The keys under which phones sent reports, so that one sent again is not a second one. Gone after a month.
create table station_report_keys (
    station_id bigint not null,
    sent_key   text not null,
    report_id  bigint not null,
    at         bigint not null,
    primary key (station_id, sent_key)
);
create index station_report_keys_by_time on station_report_keys (at);

-- How often somebody behind one address sent something within the hour; who: a keyed hash of the address. Gone after it.
create table station_tries (
    who        text not null,
    station_id bigint not null,
    since      bigint not null,
    tries      bigint not null,
    primary key (who, station_id)
);
create index station_tries_by_time on station_tries (since);

create table inspections (
    id             bigint primary key,
    unit_id        bigint not null references units (id),
    unit_path      text not null,
    station_id     bigint not null references stations (id),
    inspected_on   text not null,
    has_sign       boolean not null,
    has_place      boolean not null,
    has_facilities boolean not null,
    has_rules      boolean not null,
    has_people     boolean not null,
    is_on_map      boolean not null,
    is_clean       boolean not null,
    is_safe        boolean not null,
    note           text not null,
    deficiencies   bigint not null,
    version        bigint not null
);
create index inspections_by_path on inspections (unit_path, id);
create index inspections_by_station on inspections (station_id, inspected_on);

create table deficiencies (
    id            bigint primary key,
    unit_id       bigint not null references units (id),
    unit_path     text not null,
    station_id    bigint not null references stations (id),
    inspection_id bigint not null references inspections (id),
    item          text not null check (item in ('sign', 'place', 'facilities', 'rules', 'people', 'map', 'cleanliness', 'safety')),
    status        text not null check (status in ('found', 'fixed', 'accepted')),
    due_on        text not null,
    fixed_on      text,
    note          text not null,
    version       bigint not null
);
create index deficiencies_by_path on deficiencies (unit_path, id);
create index deficiencies_by_station on deficiencies (station_id, status);

create table station_tallies (
    id         bigint primary key,
    unit_id    bigint not null references units (id),
    unit_path  text not null,
    station_id bigint not null references stations (id),
    day        text not null,
    how        text not null check (how in ('manual', 'door', 'tap')),
    visits     bigint not null,
    version    bigint not null,
    unique (station_id, day, how)
);
create index station_tallies_by_path on station_tallies (unit_path, day);
