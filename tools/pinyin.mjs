// node pinyin.mjs OUTPUT: one reading for every Chinese character, without tones, and the readings of surnames that
// differ, from the npm package pinyin-pro. Lines: "zhang 张章…"; "surname 单 shan"; "surname 尉迟 yu chi".
import { pinyin } from 'pinyin-pro'
import { packageVersion, writeAsset } from './asset.mjs'

// The Chinese characters of GB 18030-2022: basic block, extensions A to H, compatibility characters, and 〇.
const ranges = [
  [0x3007, 0x3007],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xf900, 0xfaff],
  [0x20000, 0x323af],
]

// Surnames of two characters; what they read as is asked of the package.
const doubles =
  '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 ' +
  '公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 ' +
  '夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 左丘 东门 西门 第五 贺兰 纳兰 完颜 单于 尔朱 耶律 那拉'

const plain = { toneType: 'none', type: 'array', v: true }
const readingOf = (text, mode) => pinyin(text, { ...plain, mode }).join(' ')
const isReading = (text) => /^[a-z]+( [a-z]+)*$/.test(text)

const byReading = new Map()
const surnames = []
let count = 0
for (const [first, last] of ranges) {
  for (let code = first; code <= last; ++code) {
    const character = String.fromCodePoint(code)
    const reading = readingOf(character, 'normal')
    if (!isReading(reading)) continue
    ++count
    byReading.set(reading, (byReading.get(reading) ?? '') + character)
    const asSurname = readingOf(character, 'surname')
    if (isReading(asSurname) && asSurname !== reading) surnames.push(`surname ${character} ${asSurname}`)
  }
}
for (const surname of doubles.split(' ')) {
  const asSurname = readingOf(surname, 'surname')
  const apart = [...surname].map((character) => readingOf(character, 'normal')).join(' ')
  if (isReading(asSurname) && asSurname !== apart) surnames.push(`surname ${surname} ${asSurname}`)
}

for (const [text, mode, expected] of [
  ['张', 'normal', 'zhang'],
  ['单', 'surname', 'shan'],
  ['仇', 'surname', 'qiu'],
  ['解', 'surname', 'xie'],
  ['曾', 'surname', 'zeng'],
  ['尉迟', 'surname', 'yu chi'],
]) {
  const reading = readingOf(text, mode)
  if (reading !== expected) throw new Error(`${text} reads ${reading} and not ${expected}`)
}
if (count < 20900) throw new Error(`only ${count} characters have a reading`)
console.log(`${count} characters in ${byReading.size} readings, ${surnames.length} surnames`)
writeAsset(process.argv[2], `# unionhall pinyin 2 from pinyin-pro ${packageVersion('pinyin-pro')}`, [
  ...[...byReading].sort(([a], [b]) => (a < b ? -1 : 1)).map(([reading, characters]) => `${reading} ${characters}`),
  ...surnames,
])
