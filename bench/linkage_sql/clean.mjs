// The tables as SQL cleans them: cells folded, names and employers each once, numbers as digits. Both shapes begin with it.

const regions = '新疆|乌鲁木齐|克拉玛依|吐鲁番|哈密|昌吉|库尔勒|阿克苏|喀什|和田|伊宁|塔城|石河子|银川|北京'
const forms = '有限责任公司|股份有限公司|集团有限公司|有限公司|个体工商户'
const dots = '·•．・‧ 　-'  // what parts a long name; its first part stands for the surname
const half = (cell) => `translate(${cell}, '０１２３４５６７８９Ｘｘ＋－', '0123456789Xx+-')`
const check_weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const check_sum = check_weights.map((weight, i) => `${weight} * (ascii(substr(u, ${i + 1}, 1)) - 48)`).join(' + ')
const id_is_right = `regexp_full_match(u, '[0-9]{17}[0-9X]') and substr('10X98765432', 1 + (${check_sum}) % 11, 1) = substr(u, 18, 1)`

// Every text of a column once, character by character folded by the table of characters.
const folded = (column, prepared) => `
  with d as (select distinct ${column} from (select ${column} from left_raw union all select ${column} from right_raw) where ${column} is not null),
       x as (select ${column}, string_split(${prepared}, '') as l from d),
       e as (select ${column}, unnest(l) as c, generate_subscripts(l, 1) as pos, len(l) as n from x)`

const table = (side) => `
  create table ${side}_people as
  with a as (
    select id::integer as id, name, employer, sex,
           regexp_replace(coalesce(dob, ''), '[^0-9]', '', 'g') as birth,
           regexp_replace(${half('phone')}, '[^0-9]', '', 'g') as digits,
           upper(${half('idno')}) as u, try_cast(district as integer) as district
    from ${side}_raw),
  b as (
    select *, case when length(u) = 15 then substr(u, 1, 6) || '19' || substr(u, 7)
                   when length(u) >= 17 then substr(u, 1, 17) end as id17,
           coalesce(${id_is_right}, false) as id_proves from a)
  select b.id, names.name_c, names.name_k, names.surname, b.id17, b.id_proves, substr(b.id17, 7, 11) as id_last,
         coalesce(case when length(birth) = 8 then birth end, substr(b.id17, 7, 8)) as dob,
         length(birth) <> 8 and b.id17 is not null as dob_from_id,
         case when length(digits) >= 11 then right(digits, 11) end as phone,
         coalesce(sex, case when b.id17 is not null then case when ascii(substr(b.id17, 17, 1)) % 2 = 1 then '男' else '女' end end) as sex,
         sex is null and b.id17 is not null as sex_from_id,
         employers.emp, b.district
  from b left join names using (name) left join employers using (employer)`

export const cleaning = (folder) => [
  ...['left', 'right'].map((side) => `create table ${side}_raw as select * from read_csv('${folder}/${side}.csv', all_varchar = true, header = true)`),
  `create table characters as select c, coalesce(s, '') as s, p, f from read_csv('${folder}/characters.tsv', delim = '\t', header = false, quote = '', all_varchar = true,
     columns = {'c': 'varchar', 's': 'varchar', 'p': 'varchar', 'f': 'varchar'})`,
  `create table names as ${folded('name', 'name')}
     select name, string_agg(coalesce(s, c), '' order by pos) as name_c,
            string_agg(coalesce(case when pos = 1 and n <= 4 then f end, p, s, c), '' order by pos) as name_k,
            case when any_value(n) > 4 and regexp_matches(name, '.[${dots}].') then regexp_extract(name, '^[^${dots}]+')
                 else substr(string_agg(coalesce(s, c), '' order by pos), 1, 1) end as surname
     from e left join characters using (c) group by name`,
  `create table employers as ${folded('employer', `regexp_replace(translate(employer, '（）', '()'), '\\(.*\\)', '', 'g')`)},
     s as (select employer, string_agg(coalesce(s, c), '' order by pos) as whole from e left join characters using (c) group by employer)
     select employer, regexp_replace(regexp_replace(whole, '(${forms}).*$', ''), '^((${regions})市?)+', '') as emp from s`,
  table('left'),
  table('right'),
  'drop table left_raw', 'drop table right_raw', 'drop table names', 'drop table employers', 'drop table characters',
]
