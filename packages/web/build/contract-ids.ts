import { fileURLToPath } from 'node:url'
import { type Plugin, runnerImport } from 'vite'

const entry = fileURLToPath(new URL('../../core/src/index.page.ts', import.meta.url))

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
      const { module } = await runnerImport<Readonly<Record<string, Contract>>>(entry)
      const contracts = Object.entries(module).filter(([, value]) => typeof value.id === 'string' && typeof value.kind === 'string')
      return contracts.map(([name, { kind, id, title }]) => `export const ${name} = ${JSON.stringify({ kind, id, title })}\n`).join('')
    },
  }
}
