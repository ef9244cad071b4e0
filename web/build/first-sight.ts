// Puts the first page of a visitor into index.html as plain markup (a test keeps it equal to what the script draws), so
// that its links can be read and followed before the script has arrived. style.css shows it there and to them only.
import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

export function firstSight(file: string): Plugin {
  return {
    name: 'first-sight',
    transformIndexHtml: {
      order: 'pre',
      handler: (html) => html.replace('<!-- first sight -->', readFileSync(file, 'utf8').replaceAll('\n', '')),
    },
  }
}
