-- What there is (a stock) follows a moved unit; what happened stays. A waiting delta knows which of both it is.
alter table measure_deltas add column is_stock bigint not null default 0;
update measure_deltas set is_stock = 1 where measure = 'members.active';

-- One row, changed by whoever folds, moves or rebuilds: so only one does at a time.
create table measure_turn (
    turn bigint primary key
);
insert into measure_turn (turn) values (0);
