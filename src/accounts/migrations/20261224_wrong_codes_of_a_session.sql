-- Wrong one-time codes that a session of a worker gave in a row: too many end that session, and lock nobody out elsewhere.
alter table sessions add column wrong_codes bigint not null default 0;
