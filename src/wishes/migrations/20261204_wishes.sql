create table wish_rounds (
    id         bigint primary key,
    unit_id    bigint not null references units (id),
    unit_path  text not null,
    station_id bigint not null references stations (id),
    title      text not null,
    opens_on   text not null,
    closes_on  text not null,
    status     text not null check (status in ('planned', 'open', 'closed')),
    version    bigint not null
);
create index wish_rounds_by_path on wish_rounds (unit_path, id);

-- Who wished and who gives are numbers that leave this table for nobody but themselves; 0 when one was forgotten.
create table wishes (
    id               bigint primary key,
    unit_id          bigint not null references units (id),
    unit_path        text not null,
    round_id         bigint not null references wish_rounds (id),
    station_id       bigint not null references stations (id),
    text             text not null,
    status           text not null check (status in ('submitted', 'published', 'claimed', 'fulfilled', 'confirmed', 'declined', 'withdrawn', 'expired')),
    member_id        bigint not null,
    giver_account_id bigint not null,
    written_at       bigint not null,
    claimed_at       bigint not null,
    ended_at         bigint not null,
    answer           text not null,
    version          bigint not null
);
create index wishes_by_path on wishes (unit_path, id);
create index wishes_by_round on wishes (round_id, status);
create index wishes_by_member on wishes (member_id);
create index wishes_by_giver on wishes (giver_account_id);

insert into rule_rows (id, name, unit_path, valid_from, amount, basis, version) values
    (311, 'wishes.claim_days', '', '2021-11-01', 14, '本系统默认：认领后十四日内送到，可按地区调整 / our default: fourteen days to bring it, each region may set its own', 1);
