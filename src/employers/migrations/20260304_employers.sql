-- Employers as workers name them. Two units may each keep an entry of the same company.
create table employers (
    id            bigint primary key,
    unit_id       bigint not null references units (id),
    unit_path     text not null,
    name          text not null,
    credit_code   text not null,
    division_code text not null,
    industry      text not null,
    own_unit_id   bigint references units (id),
    headcount     bigint,
    platform      boolean not null,
    name_key      text not null,
    version       bigint not null
);
create unique index employers_by_name on employers (name_key, unit_id);
create index employers_by_path on employers (unit_path, id);
