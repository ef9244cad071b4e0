-- A session that proved anew who it is goes on under a new token (ASVS 7.2.4). The one before opens it, unproved, until the
-- new one was used: an answer can be lost on the way, and nobody is signed out for that.
alter table sessions add column replaced_hash bytea;
alter table sessions add column replaced_at bigint not null default 0;
create unique index sessions_replaced on sessions (replaced_hash) where replaced_hash is not null;
