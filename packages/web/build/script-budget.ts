import { brotliCompressSync } from 'node:zlib'
import type { Plugin, Rolldown } from 'vite'
import { withImports } from './with-imports.js'

/** Bytes of script, compressed, that may be fetched before the first rows can be used. */
const most = 130_000
/** Modules that a page needs before its first rows, though they are chunks of their own. */
const first = [/\/start\.ts$/, /\/main\.tsx$/]
/** Entries that only plugins' own elements import. */
const elements = 'parts/'
/** Of these a page needs one, whichever is its user's language. */
const language = /\/words\/\w+\/index\.ts$/

/** Fails the build when the page needs more script for its first rows than a slow line brings in time. */
export function scriptBudget(): Plugin {
  return {
    name: 'tenure:script-budget',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
      const isOf = (chunk: Rolldown.OutputChunk, module: RegExp): boolean => chunk.moduleIds.some((id) => module.test(id))
      const needed = withImports(
        chunks.filter((chunk) => (chunk.isEntry && !chunk.fileName.startsWith(elements)) || first.some((module) => isOf(chunk, module))),
        bundle,
      )
      const languages = chunks.filter((chunk) => !needed.has(chunk) && isOf(chunk, language)).map(sizeOf)
      const bytes = [...needed].reduce((sum, chunk) => sum + sizeOf(chunk), 0) + Math.max(0, ...languages)
      if (bytes <= most) return
      const named = [...needed].map((chunk) => `${chunk.fileName} ${sizeOf(chunk)}`).join(', ')
      this.error(`The first rows need ${bytes} bytes of script, of ${most}. Load lazily what they do not need: ${named}.`)
    },
  }
}

function sizeOf({ code }: Rolldown.OutputChunk): number {
  return brotliCompressSync(code).length
}
