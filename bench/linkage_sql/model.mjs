// What both shapes ask of two records, and what each answer weighs: the comparisons of tight.spec in SQL, and the weights
// that the linkage engine learned (unionhall link --model-out).
import { readFileSync } from 'node:fs'

const missing = (column) => `${column}_l is null or ${column}_r is null`
const said_by_ids = (column) => `(${column}_from_id_l or ${column}_from_id_r) and id17_l is not null and id17_r is not null`

// Levels best first, below them "else". `slips` counts slips of the pen between two texts. A level with `null` in the
// place of its number counts as "else": two ids that both prove themselves and differ are two people.
export const comparisons = (slips, has_check_rule) => [
  { name: 'name', frequency: 'name_c', missing: missing('name_c'), levels: ['name_c_l = name_c_r', 'name_k_l = name_k_r',
    'jaro_winkler_similarity(name_k_l, name_k_r) >= 0.92', 'jaro_winkler_similarity(name_k_l, name_k_r) >= 0.8'] },
  { name: 'birth', missing: `${missing('dob')} or (${said_by_ids('dob')})`,
    levels: ['dob_l = dob_r', `${slips}(dob_l, dob_r) <= 1`, 'substr(dob_l, 1, 4) = substr(dob_r, 1, 4)'] },
  { name: 'id', missing: missing('id17'), differs: has_check_rule ? 'id_proves_l and id_proves_r and id17_l <> id17_r' : null,
    levels: ['id17_l = id17_r', `${slips}(id17_l, id17_r) <= 1`, `${slips}(id17_l, id17_r) <= 2`] },
  { name: 'phone', missing: missing('phone'), levels: ['phone_l = phone_r', `${slips}(phone_l, phone_r) <= 1`] },
  { name: 'employer', frequency: 'emp', missing: missing('emp'), levels: ['emp_l = emp_r',
    'jaro_winkler_similarity(emp_l, emp_r) >= 0.9', 'jaro_winkler_similarity(emp_l, emp_r) >= 0.8'] },
  { name: 'district', missing: missing('district'), levels: ['district_l = district_r', 'district_l // 100 = district_r // 100'] },
  { name: 'sex', missing: `${missing('sex')} or (${said_by_ids('sex')})`, levels: ['sex_l = sex_r'] },
]

export const columns = ['name_c', 'name_k', 'dob', 'dob_from_id', 'id17', 'id_proves', 'phone', 'emp', 'district', 'sex', 'sex_from_id']

export const rules = (blocks) => [
  'l.id17 = r.id17', 'l.phone = r.phone', 'l.name_k = r.name_k and l.dob = r.dob', 'l.dob = r.dob and l.district = r.district',
  'l.name_k = r.name_k and l.emp = r.emp', 'l.name_k = r.name_k and l.district = r.district', 'l.id_last = r.id_last',
  'l.emp = r.emp and substr(l.dob, 1, 6) = substr(r.dob, 1, 6)', 'l.emp = r.emp and l.surname = r.surname',
  'substr(l.phone, 1, 7) = substr(r.phone, 1, 7) and l.dob = r.dob',
  ...(blocks === 'loose' ? ['l.dob = r.dob and l.sex = r.sex'] : []),
]

// { prior, m: { name: [best, …, else] }, u: the same }
export function read_model(file) {
  const model = { prior: 0, m: {}, u: {} }
  let of = ''
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [word, value] = line.trim().split(' ')
    if (word === 'prior') model.prior = Number(value)
    else if (word === 'compare') of = value, model.m[of] = [], model.u[of] = []
    else if (of && word) model.m[of].push(Number(word)), model.u[of].push(Number(value))
  }
  return model
}
