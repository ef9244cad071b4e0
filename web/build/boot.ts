// Puts boot.js (theme, type size and language before the first paint) into the head of index.html as a file of its own:
// the content security policy allows no script inside the page. With a router it also tells boot.js which files each
// page needs and asks first, so that those of the page asked for are fetched at once and not one after the other.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { HtmlTagDescriptor, Plugin } from 'vite'
import type { Asked } from '../src/console/asked-at-once'
import { filesOf } from './first-route'

const source = path.resolve(import.meta.dirname, '../src/shared/boot.js')
const lazyRoute = /path: '([^']+)',\s*component: \(\) => import\('\.\/([^']+)'\)(?:,\s*meta: \{ (open: true)?)?/g

interface Page {
  address: string
  source: string
  isOpen: boolean
}
/** The pages below the base, as the router has them. */
function pagesOf(router: string): Page[] {
  return [...readFileSync(router, 'utf8').matchAll(lazyRoute)].map(([, address = '', file = '', open]) => ({
    address,
    source: path.resolve(path.dirname(router), file),
    isOpen: open !== undefined,
  }))
}

export function boot(router?: string, asked: Readonly<Record<string, readonly Asked[]>> = {}): Plugin {
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
          (router && !serving ? pagesOf(router) : []).map(({ address, source: file, isOpen }) => {
            const chunk = Object.values(bundle).find(
              (each) => each.type === 'chunk' && each.facadeModuleId === file,
            )
            const needed = chunk ? filesOf(bundle, [chunk.fileName]) : []
            const files = needed.filter((each) => !html.includes(each)).map((each) => base + each)
            const page = { files, open: isOpen || undefined, asked: asked[address] }
            return [base + address.slice(1), page]
          }),
        )
        const attrs = router
          ? { src, 'data-pages': JSON.stringify(pages), 'data-sign-in': serving ? undefined : `${base}sign-in` }
          : { src }
        // The answer is on its way before boot.js is here to take it. It stands first: a link that comes after the script
        // which took the answer would ask again.
        const who = { rel: 'preload', as: 'fetch', href: '/api/sessions/current', crossorigin: true }
        return [
          { tag: 'link', attrs: who, injectTo: 'head-prepend' },
          { tag: 'script', attrs, injectTo: 'head-prepend' },
        ]
      },
    },
  }
}
