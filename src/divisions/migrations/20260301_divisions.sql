create table divisions (
    code        text primary key,
    name        text not null,
    level       text not null check (level in ('province', 'city', 'county', 'street')),
    parent_code text not null,
    full_name   text not null
);
create index divisions_by_parent on divisions (parent_code, code);
create index divisions_by_name on divisions (name);
