-- When a session last proved its password, and its code where there is one: sensitive acts ask for a fresh proof.
alter table sessions add column proved_at bigint not null default 0;

-- A password that somebody else set opens until then, to choose one's own. 0: its owner chose it.
alter table credentials add column first_until bigint not null default 0;
