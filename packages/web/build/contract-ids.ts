import { fileURLToPath } from 'node:url'
import { type Plugin, runnerImport } from 'vite'

const entry = fileURLToPath(new URL('../../core/src/index.page.ts', import.meta.url))

/** What the page gets of a contract; a name that contracts agree on is text, and stays. */
function known(value: Contract | string): object | string {
  return typeof value === 'string' ? value : { kind: value.kind, id: value.id, title: value.title }
}
function isKnown(value: Contract | string): boolean {
  return typeof value === 'string' || (typeof value.id === 'string' && typeof value.kind === 'string')
}
interface Contract {
  readonly kind?: unknown
  readonly id?: unknown
  readonly title?: unknown
}

/**
 * Gives the page its contracts by their ids and titles alone. The server checks every answer by the schemas of the contracts, so that the page need not
 * load them, nor the library that they are written in. A schema that the page asks for by name is missing, and the build says so.
 */
export function contractIds(): Plugin {
  return {
    name: 'tenure:contract-ids',
    apply: 'build',
    enforce: 'pre',
    async load(id) {
      if (id !== entry) return undefined
      const { module } = await runnerImport<Readonly<Record<string, Contract | string>>>(entry)
      return Object.entries(module)
        .flatMap(([name, value]) => (isKnown(value) ? [`export const ${name} = ${JSON.stringify(known(value))}\n`] : []))
        .join('')
    },
  }
}
