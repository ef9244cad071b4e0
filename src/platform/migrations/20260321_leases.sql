-- Several servers may share one database: whoever holds a job, or work of a name, until when, by the servers' clocks.
alter table jobs add column holder text not null default '';
alter table jobs add column held_until bigint not null default 0;

create table leases (
    name       text primary key,
    holder     text not null,
    held_until bigint not null
);
