create table bulletins (
    id           bigint primary key,
    unit_id      bigint not null references units (id),
    unit_path    text not null,
    drive_id     bigint references drives (id),
    title        text not null,
    body         text not null,
    figures      text not null,
    period_from  text not null,
    period_to    text not null,
    status       text not null check (status in ('draft', 'checked', 'published', 'correcting')),
    number       bigint not null,
    edition      bigint not null,
    reason       text not null,
    published_at bigint not null,
    version      bigint not null
);
create index bulletins_by_path on bulletins (unit_path, id);
create unique index bulletins_by_number on bulletins (unit_id, number) where number > 0;

create table typed_figures (
    id            bigint primary key,
    bulletin_id   bigint not null references bulletins (id),
    key           text not null,
    label         text not null,
    value         bigint not null,
    unit_of_count text not null,
    qualifier     text not null check (qualifier in ('exact', 'more_than', 'rounded', 'reconstructed')),
    source        text not null check (source <> ''),
    as_of_on      text not null,
    version       bigint not null,
    unique (bulletin_id, key)
);

-- What was published. Rows are added and never changed.
create table bulletin_editions (
    id           bigint primary key,
    bulletin_id  bigint not null references bulletins (id),
    edition      bigint not null,
    number       bigint not null,
    unit_name    text not null,
    title        text not null,
    body         text not null,
    reason       text not null,
    published_at bigint not null,
    unique (bulletin_id, edition)
);
create index bulletin_editions_by_time on bulletin_editions (published_at);

create table frozen_figures (
    id            bigint primary key,
    bulletin_id   bigint not null references bulletins (id),
    edition       bigint not null,
    position      bigint not null,
    typed         boolean not null,
    key           text not null,
    label_zh      text not null,
    label_en      text not null,
    value         double precision not null,
    unit_zh       text not null,
    unit_en       text not null,
    qualifier     text not null,
    definition_zh text not null,
    definition_en text not null,
    as_of         bigint not null,
    period_zh     text not null,
    period_en     text not null,
    breakdown     text not null,
    evidence      text not null,
    unique (bulletin_id, edition, position)
);
