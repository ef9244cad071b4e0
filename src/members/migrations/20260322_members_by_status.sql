-- The list by status: the few who left or are retained are found without going through all who have not.
create index members_by_status on members (status, id);
