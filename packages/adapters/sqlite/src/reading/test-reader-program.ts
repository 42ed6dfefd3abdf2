import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const here = fileURLToPath(new URL('.', import.meta.url))
const packages = join(here, '../../../..')
let made: Promise<string> | undefined

/** The program of a reader process, made from its sources once for each process that tests; takes the place of `reader-program.ts`. */
export function readerProgram(): Promise<string> {
  made ??= buildReader()
  return made
}

async function buildReader(): Promise<string> {
  // Beside the packages that it needs.
  const cache = join(here, '../../node_modules/.cache')
  mkdirSync(cache, { recursive: true })
  const outDir = mkdtempSync(join(cache, 'reader-'))
  process.once('exit', () => rmSync(outDir, { recursive: true, force: true }))
  await build({
    root: here,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: [{ find: /^@tenure\/core\/(\w+)$/, replacement: `${packages}/core/src/index.$1.ts` }] },
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: { ssr: 'reader-process.ts', outDir, target: 'node20', minify: false },
  })
  return join(outDir, 'reader-process.js')
}
