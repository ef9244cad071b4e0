// Tells the browser in index.html which chunks the first page needs, so that they are asked for at once
// and not one after the other.
import type { Plugin } from 'vite'

export function firstRoute(chunk: RegExp): Plugin {
  let base = '/'
  return {
    name: 'first-route',
    apply: 'build',
    configResolved(config) {
      base = config.base
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, context) {
        const bundle = context.bundle ?? {}
        const scripts = new Set<string>()
        const styles = new Set<string>()
        const add = (file: string): void => {
          const found = bundle[file]
          if (scripts.has(file) || found?.type !== 'chunk') return
          scripts.add(file)
          found.viteMetadata?.importedCss.forEach((name) => styles.add(name))
          found.imports.forEach(add)
        }
        Object.keys(bundle)
          .filter((file) => chunk.test(file) && file.endsWith('.js'))
          .forEach(add)
        const missing = (files: Set<string>) => [...files].filter((file) => !html.includes(file))
        return [
          ...missing(styles).map((file) => ({
            tag: 'link',
            attrs: { rel: 'stylesheet', href: base + file },
            injectTo: 'head' as const,
          })),
          ...missing(scripts).map((file) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', href: base + file, crossorigin: true },
            injectTo: 'head' as const,
          })),
        ]
      },
    },
  }
}
