-- The union tree. `path` is where a unit stands today; unit_parents says where it stood on any day.
create table units (
    id             bigint primary key,
    parent_id      bigint references units (id),
    name           text not null,
    short_name     text not null,
    kind           text not null check (kind in ('general_federation', 'industry_union', 'federation', 'joint_union', 'grassroots_union')),
    division_code  text not null,
    industry_group text not null,
    address        text not null,
    phone          text not null,
    status         text not null check (status in ('preparing', 'active', 'merged', 'revoked')),
    established_on text,
    path           text not null unique,
    children_made  bigint not null,
    version        bigint not null
);
create index units_by_parent on units (parent_id);
create index units_by_division on units (division_code) where division_code <> '';

-- Parenthood with its days: valid_to is the first day on which it no longer held; null: still.
create table unit_parents (
    unit_id    bigint not null references units (id),
    parent_id  bigint references units (id),
    valid_from text not null,
    valid_to   text,
    primary key (unit_id, valid_from)
);
create index unit_parents_by_parent on unit_parents (parent_id);

-- Every path a unit has ever had: a path is never given to another.
create table unit_paths (
    path    text primary key,
    unit_id bigint not null references units (id)
);
create index unit_paths_by_unit on unit_paths (unit_id);
