-- When the one-time codes of a worker who lost the app come off by themselves. 0: they stay.
alter table credentials add column codes_end_at bigint not null default 0;
