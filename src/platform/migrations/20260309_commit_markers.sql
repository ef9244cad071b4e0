-- A writing transaction on PostgreSQL leaves its marker here; when its answer was lost, the marker tells whether it was
-- kept. `kept` false: somebody asked, it was not, and now it never can be. Forgotten after some minutes.

create table commit_markers (
    id   bytea primary key,
    kept boolean not null
);
