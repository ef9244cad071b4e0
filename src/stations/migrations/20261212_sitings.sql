-- Where next: counts of people by street, candidate sites, and which of them serve most. Never where anybody went.
create table sitings (
    id               bigint primary key,
    unit_id          bigint not null references units (id),
    unit_path        text not null,
    title            text not null,
    division_code      text not null,
    sites_most       bigint not null,
    reach            text not null check (reach in ('m500', 'm1000')),
    includes_planned boolean not null,
    status           text not null check (status in ('draft', 'solving', 'solved')),
    file_name        text not null,
    problems         text not null,
    unused_columns   text not null,
    rows_unreadable  bigint not null,
    runs             bigint not null,
    demand_total     bigint not null,
    served_before    bigint not null,
    served_after     bigint not null,
    out_of_reach     bigint not null,
    served_at_most   bigint not null,
    candidates       bigint not null,
    sites_chosen     bigint not null,
    proof            text not null,
    created_at       bigint not null,
    solved_at        bigint not null,
    version          bigint not null
);
create index sitings_by_path on sitings (unit_path, id);

create table siting_rows (
    id            bigint primary key,
    siting_id     bigint not null references sitings (id),
    unit_id       bigint not null references units (id),
    unit_path     text not null,
    kind          text not null check (kind in ('demand', 'candidate')),
    row_number    bigint not null,
    name          text not null,
    division_code text not null,
    lng           double precision,
    lat           double precision,
    amount        bigint not null,
    station_id    bigint,
    outcome       text not null,
    place         bigint,
    adds          bigint not null,
    version       bigint not null
);
create index siting_rows_by_siting on siting_rows (siting_id, kind, id);
create index siting_rows_by_path on siting_rows (unit_path, id);
