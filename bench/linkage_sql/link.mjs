// node link.mjs FOLDER SHAPE BLOCKS MODEL THREADS: links FOLDER/left.csv and right.csv by DuckDB, into FOLDER/links_SHAPE.csv.
// SHAPE is splink, the SQL that Splink 4 emits (pairs of ids stored, joined with both tables, every comparison a column, no
// rule for check digits), or tuned, the best we know to write: whole numbers where they serve, no stored pairs, cheap
// comparisons first and texts only where the pair can still be linked, the check-digit rule.
import { DuckDBInstance } from '@duckdb/node-api'
import { cleaning } from './clean.mjs'
import { columns, comparisons, read_model, rules } from './model.mjs'

const [folder, shape, blocks, model_file, threads] = process.argv.slice(2)
const model = read_model(model_file)
const threshold = 0
const tables = await DuckDBInstance.create(':memory:', {
  threads, memory_limit: '14GB', temp_directory: `${folder}/spilled`, preserve_insertion_order: 'false',
})
const sql = await tables.connect()
const number = async (text) => Number((await sql.runAndReadAll(text)).getRows()[0][0])

const weight = (c, level) => Math.log2(model.m[c.name][level] / model.u[c.name][level])
const level_of = (c) => `case when ${c.missing} then -1
  ${c.levels.map((level, i) => `${i === 1 && c.differs ? `when ${c.differs} then ${c.levels.length} ` : ''}when ${level} then ${i}`).join(' ')} else ${c.levels.length} end`
const weight_of = (c, level) => `case ${level} when -1 then 0.0
  ${[...c.levels, 'else'].map((_, i) => `when ${i} then ${c.frequency && i === 0 ? `${Math.log2(model.m[c.name][0])} - f_${c.name}_l` : weight(c, i)}`).join(' ')} end`
const both = (names) => names.flatMap((name) => [`l.${name} as ${name}_l`, `r.${name} as ${name}_r`]).join(', ')
const frequencies = (all) => all.filter((c) => c.frequency)

async function with_frequencies(all) {
  for (const c of frequencies(all))
    await sql.run(`create table f_${c.name} as
      with v as (select ${c.frequency} from left_people union all select ${c.frequency} from right_people)
      select ${c.frequency}, log2(count(*) / (select count(*) from v where ${c.frequency} is not null)) as f_${c.name} from v where ${c.frequency} is not null group by 1`)
}
const joined = (all, from) => `select t.*, ${frequencies(all).map((c) => `f_${c.name}`).join(', ')} from ${from} t
  ${frequencies(all).map((c) => `left join f_${c.name} using (${c.frequency})`).join(' ')}`
const not_before = (i, all_rules) => (i ? `and not (${all_rules.slice(0, i).map((rule) => `coalesce((${rule}), false)`).join(' or ')})` : '')

async function splink() {
  const all = comparisons('damerau_levenshtein', false)
  await with_frequencies(all)
  await sql.run(`create table everyone as ${joined(all, `(select 'left' as source_dataset, * from left_people union all select 'right', * from right_people)`)}`)
  const key = (side) => `${side}.source_dataset || '-__-' || ${side}.id`
  const all_rules = rules(blocks)
  await sql.run(`create table blocked as ${all_rules.map((rule, i) => `
    select '${i}' as match_key, ${key('l')} as join_key_l, ${key('r')} as join_key_r
    from (select * from everyone where source_dataset = 'left') l inner join (select * from everyone where source_dataset = 'right') r on (${rule})
    where true ${not_before(i, all_rules)}`).join(' union all ')}`)
  console.log(`pairs ${await number('select count(*) from blocked')}`)
  const carried = [...columns, ...frequencies(all).map((c) => `f_${c.name}`)]
  await sql.run(`create table scored as
    with b as (select l.id as id_l, r.id as id_r, ${both(carried)} from blocked b
               inner join everyone l on ${key('l')} = b.join_key_l inner join everyone r on ${key('r')} = b.join_key_r),
         g as (select *, ${all.map((c) => `${level_of(c)} as g_${c.name}`).join(', ')} from b),
         w as (select id_l, id_r, ${model.prior} + ${all.map((c) => weight_of(c, `g_${c.name}`)).join(' + ')} as weight from g)
    select * from w where weight >= ${threshold}`)
}

async function tuned() {
  const all = comparisons('levenshtein', true)
  await with_frequencies(all)
  for (const side of ['left', 'right']) await sql.run(`create table ${side}_rows as ${joined(all, `${side}_people`)}`)
  const carried = [...columns, ...frequencies(all).map((c) => `f_${c.name}`)]
  // Of names and employers only what equality decides is asked first; what likeness could still add is a bound.
  const texts = all.filter((c) => c.frequency), others = all.filter((c) => !c.frequency)
  const equals = (c) => c.levels.filter((level) => !level.includes('jaro'))
  const early = (c) => `case when ${c.missing} then -1 ${equals(c).map((level, i) => `when ${level} then ${i}`).join(' ')} else 99 end`
  const best_left = (c) => Math.max(...[...c.levels, 'else'].map((_, i) => (i < equals(c).length ? -Infinity : weight(c, i))))
  const late = (c) => `case when e_${c.name} < 99 then e_${c.name} ${c.levels.map((level, i) => (i < equals(c).length ? '' : `when ${level} then ${i}`)).join(' ')} else ${c.levels.length} end`
  await sql.run('create table scored (id_l integer, id_r integer, weight double)')
  const all_rules = rules(blocks)
  for (const [i, rule] of all_rules.entries())
    await sql.run(`insert into scored
      with b as (select l.id as id_l, r.id as id_r, ${both(carried)} from left_rows l join right_rows r on ${rule} where true ${not_before(i, all_rules)}),
           g as (select *, ${others.map((c) => `${level_of(c)} as g_${c.name}`).join(', ')}, ${texts.map((c) => `${early(c)} as e_${c.name}`).join(', ')} from b),
           h as (select *, ${model.prior} + ${others.map((c) => weight_of(c, `g_${c.name}`)).join(' + ')} as so_far from g),
           p as (select * from h where so_far + ${texts.map((c) => `case when e_${c.name} = 99 then ${best_left(c)} else ${weight_of(c, `e_${c.name}`)} end`).join(' + ')} >= ${threshold}),
           t as (select *, ${texts.map((c) => `${late(c)} as g_${c.name}`).join(', ')} from p),
           w as (select id_l, id_r, so_far + ${texts.map((c) => weight_of(c, `g_${c.name}`)).join(' + ')} as weight from t)
      select * from w where weight >= ${threshold}`)
}

for (const statement of cleaning(folder)) await sql.run(statement)
await (shape === 'splink' ? splink() : tuned())
await sql.run(`copy (select id_l as left_id, id_r as right_id, weight from scored
  qualify row_number() over (partition by id_l order by weight desc, id_r) = 1 and row_number() over (partition by id_r order by weight desc, id_l) = 1
  order by weight desc) to '${folder}/links_${shape}.csv' (header)`)
