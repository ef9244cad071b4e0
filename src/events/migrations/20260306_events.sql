create table events (
    id            bigint primary key,
    unit_id       bigint not null references units (id),
    unit_path     text not null,
    drive_id      bigint,
    title         text not null,
    kind          text not null check (kind in ('talk', 'ceremony', 'site_stand', 'training', 'other')),
    starts_at     bigint not null,
    ends_at       bigint not null,
    place         text not null,
    status        text not null check (status in ('planned', 'open', 'held', 'reported', 'cancelled')),
    capacity      bigint not null,
    leaflets      bigint not null,
    check_in_code text not null,
    oath_version  bigint not null,
    attended      bigint not null,
    joined        bigint not null,
    version       bigint not null
);
create index events_by_path on events (unit_path, starts_at);
create index events_by_drive on events (drive_id) where drive_id is not null;
create unique index events_by_code on events (check_in_code) where check_in_code <> '';

create table agenda_items (
    id       bigint primary key,
    event_id bigint not null references events (id),
    position bigint not null,
    kind     text not null check (kind in ('law', 'safety', 'benefit', 'oath', 'other')),
    title    text not null,
    version  bigint not null
);
create index agenda_items_by_event on agenda_items (event_id, position);

create table attendances (
    id             bigint primary key,
    event_id       bigint not null references events (id),
    unit_path      text not null,
    member_id      bigint not null,
    checked_in_at  bigint not null,
    how            text not null check (how in ('code', 'cadre')),
    representative boolean not null,
    took_oath      boolean not null,
    version        bigint not null,
    unique (event_id, member_id)
);
create index attendances_by_member on attendances (member_id);
create index attendances_by_path on attendances (unit_path, id);

-- Who joined the union at which event: kept to take the count back when somebody withdraws.
create table event_joinings (
    member_id bigint primary key,
    event_id  bigint not null references events (id)
);

-- Wrong check-in codes of one account, since when.
create table check_in_tries (
    account_id bigint primary key,
    since      bigint not null,
    failures   bigint not null
);

create table oath_texts (
    version bigint primary key,
    zh      text not null,
    en      text not null,
    hash    text not null,
    since   text not null
);
insert into oath_texts (version, zh, en, hash, since) values (
    1,
    '我自愿加入中国工会，遵守工会章程，执行工会决议，行使会员权利，履行会员义务，热爱本职，团结互助。',
    'I join the union of my own will. I keep its charter and carry out its decisions; I use the rights and fulfil the duties of a member; I hold my work dear and stand by my fellow workers.',
    'b772fd8c8f29f1e221c5b9fb2da3e2d407ad585d24c555e6a846bdb262485b5d',
    '2026-03-06'
);

-- An attendance with the name of who came, as it is today: no copy of a name outlives the member.
create view attendance_rows as
    select a.id, a.event_id, a.unit_path, a.member_id, m.name, m.card_number, a.checked_in_at, a.how, a.representative, a.took_oath, a.version
    from attendances a join members m on m.id = a.member_id;
