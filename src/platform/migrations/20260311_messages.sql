-- To whom a message went, as a keyed hash: so that the person can be shown it, and it can be forgotten with them.
alter table outbox_messages add column recipient_index bytea;
create index outbox_messages_by_recipient on outbox_messages (recipient_index) where recipient_index is not null;
create index audit_lines_by_worker on audit_lines (actor_id, at) where actor_kind = 'worker';
