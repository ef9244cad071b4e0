// What people send, each of them another, and how it must be read back: so that a row that is lost, changed or mixed up
// with its neighbour is seen, not only counted.

const surnames = '王李张刘陈杨黄赵周吴'
const given = '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平'
const companies = '甲乙丙丁戊己庚辛壬癸'
const occupations = [['快递员', 'courier'], ['外卖配送员', 'delivery_rider'], ['货车司机', 'truck_driver'], ['家政服务员', 'domestic_worker'], ['护工护理员', 'care_worker'], ['保安保洁员', 'security_cleaning'], ['建筑工人', 'construction_worker']]
const phones_of_list = 2503 // more than a list has rows
export const giver_of_lists = '天山货运有限公司'
const heading_rows = 1

/** Four thousand names, one after another. */
export const nameOf = (n) => surnames[n % 10] + given[Math.floor(n / 10) % 20] + given[Math.floor(n / 200) % 20]
const phoneOf = (prefix, n) => prefix + String(n % 100_000_000).padStart(8, '0')
const masked = (phone) => `${phone.slice(0, 3)}****${phone.slice(-4)}`
const companyOf = (i) => (i % 11 ? `天山货运${companies[(i * 7) % 10]}队` : '') // now and then left blank

/** The person of a row of the list that is number `n` in the ledger. */
function personOf(n, i) {
  const [label, occupation] = occupations[(n + i) % occupations.length]
  return { name: nameOf(n * 31 + i), phone: phoneOf('138', n * phones_of_list + i), label, occupation, company: companyOf(n + i) }
}

export function listText(n, rows) {
  let text = '姓名,手机号码,岗位,单位\r\n'
  for (let i = 0; i < rows; ++i) {
    const { name, phone, label, company } = personOf(n, i)
    text += `${name},${phone},${label},${company}\r\n`
  }
  return text
}

/** The rows of a list as they are shown, by their number in the file. */
export function rowsOf({ n, rows }) {
  return Array.from({ length: rows }, (_, i) => {
    const { name, phone, occupation, company } = personOf(n, i)
    return { row_number: i + 1 + heading_rows, kind: 'new', name, phone: masked(phone), occupation, employer_name: company || giver_of_lists, note: '', differences: '' }
  })
}
/** The invitations that a list makes. */
export const invitationsOf = (list) => rowsOf(list).map(({ name, phone, occupation, employer_name }) => ({ name, phone, occupation, employer_name, status: 'open' }))

export function applicationOf(n, shop, { unit, notice }) {
  return {
    name: nameOf(n), phone: phoneOf('137', n), occupation: 'courier', division_code: '650203004', unit_id: unit, employer_name: shop,
    notice_version: notice, voluntary: true, signature: 'M10 10L40 80L90 20L140 90L200 40',
  }
}
/** Of what was sent, what an application shows. */
export function shownOf({ name, phone, occupation, division_code, unit_id, employer_name, notice_version }) {
  return { name, phone: masked(phone), channel: 'on_site', occupation, division_code, unit_id, employer_name, notice_version }
}
/** Of it, what the membership shows that it became. */
export function memberOf(sent) {
  const { name, phone, channel, occupation, unit_id, employer_name } = shownOf(sent)
  return { name, phone, channel, occupation, unit_id, employer_name, status: 'active' }
}

/** What of `expected` is otherwise in `found`, as words; '' when nothing is. */
export function differences(found, expected) {
  const wrong = []
  for (const [name, value] of Object.entries(expected)) if (found?.[name] !== value) wrong.push(`${name} is ${JSON.stringify(found?.[name])}, not ${JSON.stringify(value)}`)
  return wrong.join('; ')
}

/** The same for lists, each sorted by `by`: the first few rows that are otherwise. */
export function listDifferences(found, expected, by) {
  const order = (a, b) => (a[by] < b[by] ? -1 : a[by] > b[by] ? 1 : 0)
  const is = [...found].sort(order), shouldBe = [...expected].sort(order)
  if (is.length !== shouldBe.length) return [`${is.length} instead of ${shouldBe.length}`]
  const wrong = []
  for (let i = 0; i < is.length && wrong.length < 3; ++i) {
    const words = differences(is[i], shouldBe[i])
    if (words) wrong.push(`${by} ${shouldBe[i][by]}: ${words}`)
  }
  return wrong
}
