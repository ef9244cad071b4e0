-- The list in the order of days or of names within one place: the path is read off the index, not off row after row.
drop index members_by_day;
drop index members_by_name;
create index members_by_day on members (joined_on, id, unit_path);
create index members_by_name on members (name, id, unit_path);
