-- Rows that nobody can read are found by the name in them when somebody is forgotten.
create index import_rows_unreadable on import_rows (name) where kind = 'unreadable';
