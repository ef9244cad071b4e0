// Puts boot.js (theme, type size and language before the first paint) into the head of index.html as a file of its own:
// the content security policy allows no script inside the page. With a router it also tells boot.js which files each
// page needs, so that those of the page asked for are fetched at once and not one after the other.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { HtmlTagDescriptor, Plugin } from 'vite'
import { filesOf } from './first-route'

const source = path.resolve(import.meta.dirname, '../src/shared/boot.js')
const lazyRoute = /path: '([^']+)',\s*component: \(\) => import\('\.\/([^']+)'\)/g

/** Address of a page below the base → its source, as the router has it. */
function pagesOf(router: string): [string, string][] {
  return [...readFileSync(router, 'utf8').matchAll(lazyRoute)].map(([, address = '', file = '']) => [
    address,
    path.resolve(path.dirname(router), file),
  ])
}

export function boot(router?: string): Plugin {
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
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }): HtmlTagDescriptor[] {
        const src = serving ? `${base}@fs${source}` : `${base}boot.js`
        const pages = Object.fromEntries(
          (router && !serving ? pagesOf(router) : []).map(([address, file]) => {
            const chunk = Object.values(bundle).find(
              (each) => each.type === 'chunk' && each.facadeModuleId === file,
            )
            const needed = chunk ? filesOf(bundle, [chunk.fileName]) : []
            return [
              base + address.slice(1),
              needed.filter((each) => !html.includes(each)).map((each) => base + each),
            ]
          }),
        )
        const attrs = router ? { src, 'data-pages': JSON.stringify(pages) } : { src }
        return [{ tag: 'script', attrs, injectTo: 'head-prepend' }]
      },
    },
  }
}
