-- When a worker last turned one-time codes on: turning them off and on is a text message each time. 0: never.
alter table credentials add column codes_on_at bigint not null default 0;
