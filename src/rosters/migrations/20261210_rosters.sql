-- Lists of employers from tax office, market register and others. Of workers only numbers are kept.
create table rosters (
    id                  bigint primary key,
    unit_id             bigint not null references units (id),
    unit_path           text not null,
    source              text not null check (source in ('tax_office', 'market_register', 'transport_office', 'platform', 'other')),
    as_of_on            text not null,
    file_name           text not null,
    format              text not null,
    workers             boolean not null,
    status              text not null check (status in ('received', 'matching', 'matched', 'settled', 'withdrawn')),
    rows_total          bigint not null,
    rows_done           bigint not null,
    rows_unreadable     bigint not null,
    rows_repeated       bigint not null,
    rows_decided_before bigint not null,
    rows_ours           bigint not null,
    rows_look           bigint not null,
    rows_not_ours       bigint not null,
    problems            text not null,
    unused_columns      text not null,
    last_matched        bigint not null,
    created_at          bigint not null,
    matched_at          bigint not null,
    version             bigint not null
);
create index rosters_by_path on rosters (unit_path, id);

-- Rows of a list that nobody has had compared yet.
create table roster_pieces (
    roster_id bigint not null references rosters (id),
    position  bigint not null,
    rows_text text not null,
    primary key (roster_id, position)
);

-- One entry for an employer and a unit, whatever list it stood in: what was decided about it outlasts the list.
create table listed_employers (
    id              bigint primary key,
    unit_id         bigint not null references units (id),
    unit_path       text not null,
    roster_id       bigint not null references rosters (id),
    row_number      bigint not null,
    name            text not null,
    credit_code     text not null,
    division_code   text not null,
    headcount       bigint,
    state           text not null check (state in ('ours', 'look', 'not_ours')),
    employer_id     bigint,
    weight_hundredths bigint,
    decision        text not null check (decision in ('none', 'same', 'different')),
    decided_by      text not null,
    decided_at      bigint not null,
    status          text not null check (status in ('open', 'visiting', 'founding', 'covered', 'closed')),
    note            text not null,
    first_listed_on text not null,
    last_listed_on  text not null,
    times_listed    bigint not null,
    grounds         text not null,
    refused         text not null,
    name_key        text not null,
    version         bigint not null
);
create index listed_employers_by_roster on listed_employers (roster_id, state, id);
create index listed_employers_by_path on listed_employers (unit_path, id);
create index listed_employers_by_code on listed_employers (unit_id, credit_code);
create index listed_employers_by_name on listed_employers (unit_id, name_key);

create table duplicate_searches (
    id        bigint primary key,
    unit_id   bigint not null references units (id),
    unit_path text not null,
    status    text not null check (status in ('searching', 'done')),
    people    bigint not null,
    pairs     bigint not null,
    pairs_new bigint not null,
    begun_at  bigint not null,
    ended_at  bigint not null,
    version   bigint not null
);
create index duplicate_searches_by_path on duplicate_searches (unit_path, id);

create table duplicate_pairs (
    id              bigint primary key,
    unit_id         bigint not null references units (id),
    unit_path       text not null,
    member_id       bigint not null,
    other_member_id bigint not null,
    weight_hundredths bigint not null,
    grounds         text not null,
    status          text not null check (status in ('open', 'same', 'different', 'unsure')),
    decided_by      text not null,
    note            text not null,
    found_at        bigint not null,
    decided_at      bigint not null,
    version         bigint not null
);
create unique index duplicate_pairs_of_two on duplicate_pairs (member_id, other_member_id);
create index duplicate_pairs_by_other on duplicate_pairs (other_member_id);
create index duplicate_pairs_by_path on duplicate_pairs (unit_path, status, id);
