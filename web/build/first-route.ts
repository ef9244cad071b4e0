// Tells the browser in index.html which chunks the first page needs, so that they are asked for at once
// and not one after the other.
import type { Plugin, Rolldown } from 'vite'

/** These chunks, what they import, and the style sheets of all of them. */
export function filesOf(bundle: Rolldown.OutputBundle, chunks: readonly string[]): string[] {
  const files = new Set<string>()
  const add = (file: string): void => {
    const found = bundle[file]
    if (files.has(file) || found?.type !== 'chunk') return
    found.viteMetadata?.importedCss.forEach((name) => files.add(name))
    files.add(file)
    found.imports.forEach(add)
  }
  chunks.forEach(add)
  return [...files]
}

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
      handler(html, { bundle = {} }) {
        const first = Object.keys(bundle).filter((file) => chunk.test(file) && file.endsWith('.js'))
        const missing = filesOf(bundle, first).filter((file) => !html.includes(file))
        return missing.map((file) => ({
          tag: 'link',
          attrs: file.endsWith('.css')
            ? { rel: 'stylesheet', href: base + file }
            : { rel: 'modulepreload', href: base + file, crossorigin: true },
          injectTo: 'head' as const,
        }))
      },
    },
  }
}
