// A Vite plugin that writes sw.js with the list of the files just built; no Workbox in the tree.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Plugin } from 'vite'

const KEPT_OFFLINE = /\.(js|css|html|svg|webmanifest)$/

export interface Offline {
  /** Of the names of its caches: one for each service worker of the house. */
  prefix: string
  /** The pages that start without a network. */
  pages: RegExp
  /** Only what the chunk of this name needs is kept; without it, every built file. */
  chunk?: RegExp
}
type Bundle = Parameters<Extract<Plugin['generateBundle'], (...given: never[]) => unknown>>[1]

/** The chunks of that name and the first one, with all that they import at once. */
function neededBy(bundle: Bundle, chunk: RegExp): Set<string> {
  const needed = new Set<string>(['index.html', 'boot.js'])
  const add = (file: string): void => {
    const found = bundle[file]
    if (needed.has(file) || found?.type !== 'chunk') return
    needed.add(file)
    found.viteMetadata?.importedCss.forEach((name) => needed.add(name))
    found.imports.forEach(add)
  }
  for (const [file, item] of Object.entries(bundle))
    if (item.type === 'chunk' && (item.isEntry || chunk.test(file))) add(file)
  return needed
}

/** Emits `sw.js` beside index.html. Its version is a hash over every kept file, so equal builds give equal workers. */
export function pwa({ prefix, pages, chunk }: Offline): Plugin {
  let publicDir = ''
  let base = '/'
  return {
    name: 'unionhall-pwa',
    apply: 'build',
    configResolved(config) {
      publicDir = config.publicDir
      base = config.base
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const hash = createHash('sha256')
        const needed = chunk && neededBy(bundle, chunk)
        const built = Object.keys(bundle)
          .filter((name) => KEPT_OFFLINE.test(name) && (needed?.has(name) ?? true))
          .sort()
        for (const name of built) {
          const item = bundle[name]!
          hash.update(name).update(item.type === 'chunk' ? item.code : item.source)
        }
        const copied = readdirSync(publicDir)
          .filter((name) => KEPT_OFFLINE.test(name))
          .sort()
        for (const name of copied) hash.update(name).update(readFileSync(path.join(publicDir, name)))

        const beside = built.filter((name) => name !== 'index.html').map((name) => base + name)
        const files = [base, ...beside, ...copied.map((name) => base + name)]
        const source = readFileSync(new URL('./sw.js', import.meta.url), 'utf8')
          .replace('__PREFIX__', JSON.stringify(`${prefix}-`))
          .replace('__VERSION__', JSON.stringify(hash.digest('hex').slice(0, 12)))
          .replace('__FILES__', JSON.stringify(files))
          .replace('__INDEX__', JSON.stringify(base))
          .replace('__PAGES__', String(pages))
        this.emitFile({ type: 'asset', fileName: 'sw.js', source })
      },
    },
  }
}
