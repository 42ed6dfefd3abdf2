import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Options of the command that the guide gives to plugin authors, over the sources of the packages. */
function guideOptions(): ts.CompilerOptions {
  const guide = readFileSync(join(root, 'docs/guides/write-a-plugin.md'), 'utf8')
  const [, flags = ''] = /^npx tsc src\/\*\.ts (.*)$/m.exec(guide) ?? []
  const { options, errors } = ts.parseCommandLine(flags.split(' '))
  expect(errors).toEqual([])
  expect(options.strict).toBe(true)
  const { config } = ts.readConfigFile(join(root, 'tsconfig.test.json'), ts.sys.readFile)
  return { ...options, noEmit: true, paths: config.compilerOptions.paths, pathsBasePath: root }
}
function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
}

test("[SDK-12] plugins compile with the guide's command, those whose code needs no grant among them", () => {
  // The playground is a page, and the folder of an element has its own build.
  const examples = filesBelow('examples').filter((file) => file.endsWith('.ts') && !/\.test\.ts$|playground|tsup/.test(file))
  const cases = filesBelow('packages/core/src/contract').filter((file) => file.endsWith('needs.test-d.ts'))
  const files = [...examples, ...cases].map((file) => join(root, file))
  expect(files.length).toBeGreaterThan(20)
  const program = ts.createProgram(files, guideOptions())
  const found = files.flatMap((file) => program.getSemanticDiagnostics(program.getSourceFile(file)))
  const lines = found.map(({ file, start, messageText }) => {
    const line = file ? file.getLineAndCharacterOfPosition(start ?? 0).line + 1 : 0
    return `${relative(root, file?.fileName ?? '')}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ').slice(0, 200)}`
  })
  expect(lines).toEqual([])
}, 120_000)
