-- One address, once; it may be of several kinds. map_lng, map_lat: GCJ-02, whatever the coordinates came in.
create table stations (
    id                bigint primary key,
    unit_id           bigint not null references units (id),
    unit_path         text not null,
    name              text not null,
    is_station        boolean not null,
    is_workers_home   boolean not null,
    is_drivers_home   boolean not null,
    is_nursing_room   boolean not null,
    status            text not null check (status in ('planned', 'building', 'open', 'rectifying', 'paused', 'closed')),
    division_code     text not null,
    address           text not null,
    lng               double precision,
    lat               double precision,
    coordinate_system text not null check (coordinate_system in ('gcj02', 'wgs84', 'bd09')),
    map_lng           double precision,
    map_lat           double precision,
    host              text not null,
    keeper_name       text not null,
    phone             text not null,
    note              text not null,
    is_open_24h       boolean not null,
    weekday_hours     text not null,
    weekend_hours     text not null,
    holiday_hours     text not null,
    is_step_free      boolean not null,
    has_seats         boolean not null,
    has_water         boolean not null,
    has_microwave     boolean not null,
    has_wifi          boolean not null,
    has_charging      boolean not null,
    has_pump          boolean not null,
    has_umbrellas     boolean not null,
    has_first_aid     boolean not null,
    has_cups          boolean not null,
    has_books         boolean not null,
    has_newspapers    boolean not null,
    has_air_conditioning boolean not null,
    has_fridge        boolean not null,
    has_tv            boolean not null,
    has_lockers       boolean not null,
    has_toilet        boolean not null,
    has_parking       boolean not null,
    has_shower        boolean not null,
    has_laundry       boolean not null,
    award             text not null,
    place_verified_on      text,
    hours_verified_on      text,
    facilities_verified_on text,
    contact_verified_on    text,
    opened_on         text,
    closed_on         text,
    open_reports      bigint not null,
    county_code       text not null,
    address_key       text not null,
    place_key         bigint,
    traits            bigint not null,
    changed_at        bigint not null,
    version           bigint not null
);
create index stations_by_path on stations (unit_path, id);
create index stations_by_county on stations (county_code, changed_at);
create index stations_by_division on stations (division_code, id);
create index stations_by_address on stations (address_key);
-- Nearest asks this index alone.
create index stations_by_place on stations (place_key, traits, map_lng, map_lat, id) where status = 'open';

-- Where the stations of a county lie, to know which counties are neighbours; and when the public last got something new.
create table station_counties (
    county_code text primary key,
    west        double precision not null,
    south       double precision not null,
    east        double precision not null,
    north       double precision not null,
    changed_at  bigint not null
);

-- Stations that phones have in their list of a county and that are not there any more: moved to another county, or
-- brought by an import that was undone.
create table station_removals (
    station_id  bigint not null,
    county_code text not null,
    at          bigint not null,
    primary key (county_code, station_id)
);
create index station_removals_by_time on station_removals (county_code, at);

insert into rule_rows (id, name, unit_path, valid_from, amount, basis, version) values
    (301, 'stations.verify_days', '', '2021-11-01', 90, '本系统默认：每季度核实一次，可按地区调整 / our default: once a quarter, each region may set its own', 1),
    (302, 'stations.report_days', '', '2021-11-01', 3, '本系统默认：三个工作日内答复，可按地区调整 / our default: three working days, each region may set its own', 1),
    (303, 'stations.deficiency_days', '', '2021-11-01', 15, '本系统默认：十五个工作日内整改，可按地区调整 / our default: fifteen working days, each region may set its own', 1);
