-- Where two writers of the same secret meet while keys for look-ups are changed: never a row outside a transaction.
create table blind_claims (
    value bytea primary key
);
