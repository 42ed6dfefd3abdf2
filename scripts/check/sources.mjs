import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** Every package of the workspace: its folder from the root, its manifest. */
export const packages = ['packages', 'packages/adapters', 'packages/plugins']
  .flatMap((parent) => readdirSync(path.join(root, parent)).map((name) => `${parent}/${name}`))
  .filter((folder) => existsSync(path.join(root, folder, 'package.json')))
  .map((folder) => ({ folder, manifest: JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8')) }))

/** Tests, and what only tests use (`test-….ts`). */
export const isTest = (file) => /\.(test|test-d|e2e)\.tsx?$|(^|\/)test-[a-z-]+\.ts$/.test(file)

/** Source files below a folder, from the root. */
export function filesBelow(folder, pattern = /\.tsx?$/) {
  const whole = path.join(root, folder)
  if (!existsSync(whole)) return []
  return readdirSync(whole, { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`
    if (entry.isDirectory()) return ['node_modules', 'dist', 'fixtures'].includes(entry.name) ? [] : filesBelow(file, pattern)
    return pattern.test(entry.name) ? [file] : []
  })
}

/** Text of a file, and what it imports, types counted. */
export function readSource(file) {
  const text = readFileSync(path.join(root, file), 'utf8')
  return { file, text, imports: ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName) }
}

/** The file behind a relative import, from the root. */
export function resolveRelative(from, specifier) {
  const plain = path.posix.join(path.posix.dirname(from), specifier).replace(/\.js$/, '')
  return [`${plain}.ts`, `${plain}.tsx`, `${plain}/index.ts`, plain].find((candidate) => existsSync(path.join(root, candidate)))
}
