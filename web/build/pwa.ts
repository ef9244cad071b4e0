// A Vite plugin that writes sw.js with the list of the files just built; no Workbox in the tree.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Plugin } from 'vite'

const KEPT_OFFLINE = /\.(js|css|html|svg|webmanifest)$/

/** Emits `sw.js` beside index.html. Its version is a hash over every kept file, so equal builds give equal workers. */
export function pwa(): Plugin {
  let publicDir = ''
  return {
    name: 'unionhall-pwa',
    apply: 'build',
    configResolved(config) {
      publicDir = config.publicDir
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const hash = createHash('sha256')
        const built = Object.keys(bundle)
          .filter((name) => KEPT_OFFLINE.test(name))
          .sort()
        for (const name of built) {
          const item = bundle[name]!
          hash.update(name).update(item.type === 'chunk' ? item.code : item.source)
        }
        const copied = readdirSync(publicDir)
          .filter((name) => KEPT_OFFLINE.test(name))
          .sort()
        for (const name of copied) hash.update(name).update(readFileSync(path.join(publicDir, name)))

        const pages = ['/', ...built.filter((name) => name !== 'index.html').map((name) => '/' + name)]
        const files = [...pages, ...copied.map((name) => '/' + name)]
        const source = readFileSync(new URL('./sw.js', import.meta.url), 'utf8')
          .replace('__VERSION__', JSON.stringify(hash.digest('hex').slice(0, 12)))
          .replace('__FILES__', JSON.stringify(files))
        this.emitFile({ type: 'asset', fileName: 'sw.js', source })
      },
    },
  }
}
