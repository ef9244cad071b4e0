-- A pair that was made one membership: which merge it was, and which member stayed.
alter table duplicate_pairs add column merge_id bigint;
alter table duplicate_pairs add column kept_member_id bigint;
