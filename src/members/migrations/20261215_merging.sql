-- Two memberships of one person made into one: which, when, by whom, why; and, sealed, everything that undoing it needs.
create table member_merges (
    id                  bigint primary key,
    unit_id             bigint not null references units (id),
    unit_path           text not null,
    unit_name           text not null,
    kept_member_id      bigint not null,
    kept_person_id      bigint not null,
    other_member_id     bigint not null,
    other_person_id     bigint not null,
    other_account_id    bigint not null,
    other_card_number   text not null,
    phone               bytea,
    phone_index         bytea,
    other_joined_first  boolean not null,
    kept_version        bigint not null,
    kept_person_version bigint not null,
    merged_at           bigint not null,
    merged_by           text not null,
    reason              text not null,
    undo_until_on       text not null,
    status              text not null check (status in ('in_force', 'undone')),
    undone_at           bigint not null,
    undone_by           text not null,
    undone_why          text not null,
    content             bytea,
    version             bigint not null
);
create index member_merges_by_kept on member_merges (kept_person_id, id);
create index member_merges_by_kept_member on member_merges (kept_member_id, id);
create index member_merges_by_other on member_merges (other_person_id, id);
create index member_merges_by_other_member on member_merges (other_member_id, id);
create index member_merges_by_account on member_merges (other_account_id) where other_account_id <> 0;
create index member_merges_by_phone on member_merges (phone_index) where phone_index is not null;
create index member_merges_by_card on member_merges (other_card_number);
insert into rule_rows (id, name, unit_path, valid_from, amount, basis, version) values
    (117, 'member.merged', '', '2021-11-01', 90, '本系统默认：合并会籍后九十日内可以整体撤销，到期清除撤销所需的资料；个人信息保护法第 19 条 / our default: a merge can be undone as a whole for ninety days, then what undoing needs is erased; PIPL art. 19', 1);
