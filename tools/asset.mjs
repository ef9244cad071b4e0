// What the scripts that make the server's lists share.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

export function packageVersion(name) {
  return JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url), 'utf8')).version
}

// Written beside and moved into place, so that nobody ever reads half a list.
export function writeAsset(file, firstLine, lines) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.new`, [firstLine, ...lines, ''].join('\n'))
  renameSync(`${file}.new`, file)
  console.log(`${file}: ${lines.length} lines`)
}
