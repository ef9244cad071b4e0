// Gives each record of src/api/records.ts a module of its own in the build, so that a page brings only the tables it
// draws: together they are as large as half of everything else.
import type { Plugin } from 'vite'

const source = /\/src\/api\/records\.ts$/
const own = 'virtual:record/'
const one = /^export const (\w+): RecordMeta = (.+)$/gm

export function records(): Plugin {
  const tables = new Map<string, string>()
  return {
    name: 'records',
    apply: 'build',
    enforce: 'pre',
    resolveId: (id) => (id.startsWith(own) ? { id, moduleSideEffects: false } : undefined),
    load: (id) =>
      id.startsWith(own) ? `export const ${id.slice(own.length)} = ${tables.get(id.slice(own.length))}` : undefined,
    transform(code, id) {
      if (!source.test(id)) return undefined
      for (const [, name = '', table = ''] of code.matchAll(one)) tables.set(name, table)
      const names = [...tables.keys()]
      return {
        code: names.map((name) => `export { ${name} } from '${own}${name}'`).join('\n'),
        map: null,
        moduleSideEffects: false,
      }
    },
  }
}
