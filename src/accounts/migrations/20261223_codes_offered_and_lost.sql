-- A secret that is not confirmed yet is shown again to the session that asked for it, and a lost app is said to be lost once
-- an hour at most. 0: never.
alter table credentials add column codes_lost_at bigint not null default 0;
alter table credentials add column totp_offered_at bigint not null default 0;
alter table credentials add column totp_offered_to bigint not null default 0;
