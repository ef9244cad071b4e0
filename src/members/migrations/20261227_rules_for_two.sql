-- A rule that keeps something for a shorter time deletes in bulk: another administrator confirms it before it is in force.
alter table rule_rows add column set_by bigint not null default 0;
alter table rule_rows add column set_by_name text not null default '';
alter table rule_rows add column awaits_second boolean not null default false;
alter table rule_rows add column confirmed_by_name text not null default '';
create index rule_rows_waiting on rule_rows (unit_path) where awaits_second;
