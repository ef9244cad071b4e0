// Weighs what a first visit to each face downloads (gzip) and fails when it is more than was agreed.
import { readFileSync } from 'node:fs'
import path from 'node:path'

const dist = path.resolve(import.meta.dirname, '../dist')
const kilobyte = 1000
const faces = [
  { name: 'console', base: '/console/', js_kb_max: 145, css_kb_max: 18 },
  { name: 'worker', base: '/', js_kb_max: 55, css_kb_max: 5 },
]

let over = 0
for (const face of faces) {
  const html = readFileSync(path.join(dist, face.name, 'index.html'), 'utf8')
  const named = [...html.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, url]) =>
    url.slice(face.base.length),
  )
  for (const kind of ['js', 'css']) {
    const files = [...new Set(named)].filter((file) => file.endsWith(`.${kind}`))
    const bytes = files.reduce(
      (sum, file) => sum + readFileSync(path.join(dist, face.name, `${file}.gz`)).length,
      0,
    )
    const max = face[`${kind}_kb_max`]
    const fits = bytes <= max * kilobyte
    if (!fits) over += 1
    console.log(
      `${face.name.padEnd(8)} ${kind.padEnd(4)} ${(bytes / kilobyte).toFixed(1).padStart(6)} KB gz of ${max} KB  ${fits ? 'ok' : 'TOO MUCH'}  (${files.length} files)`,
    )
  }
}
process.exitCode = over ? 1 : 0
