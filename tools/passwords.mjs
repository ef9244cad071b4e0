// node passwords.mjs OUTPUT: the passwords that leaks hold most often, from the npm package @zxcvbn-ts/language-common. Those
// of eight characters and more, which the rule of length leaves over, folded as the server folds what is typed, and sorted.
import { readFileSync } from 'node:fs'
import { packageVersion, writeAsset } from './asset.mjs'

const name = '@zxcvbn-ts/language-common'
const characters_min = 8 // password_characters_min in src/platform/password.h

const all = JSON.parse(readFileSync(new URL(`node_modules/${name}/src/passwords.json`, import.meta.url), 'utf8'))
const folded = all.map((password) => password.normalize('NFKC').toLowerCase())
const kept = [...new Set(folded)].filter((password) => [...password].length >= characters_min && !/[\n\r]/.test(password))
for (const known of ['password', 'chocolate', 'iloveyou'])
  if (!kept.includes(known)) throw new Error(`${known} is not among them`)
// By bytes, as the server looks for one.
kept.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
writeAsset(process.argv[2], `# unionhall passwords 1 from ${name} ${packageVersion(name)}`, kept)
