// Puts boot.js (theme, type size and language before the first paint) into the head of index.html as a file of its own:
// the content security policy allows no script inside the page.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Plugin } from 'vite'

const source = path.resolve(import.meta.dirname, '../src/shared/boot.js')

export function boot(): Plugin {
  let base = '/'
  let serving = false
  return {
    name: 'boot',
    configResolved(config) {
      base = config.base
      serving = config.command === 'serve'
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'boot.js', source: readFileSync(source) })
    },
    transformIndexHtml() {
      const src = serving ? `${base}@fs${source}` : `${base}boot.js`
      return [{ tag: 'script', attrs: { src }, injectTo: 'head-prepend' }]
    },
  }
}
