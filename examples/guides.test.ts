import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const isOurs = (name: string) => !['node_modules', 'dist', 'reference', '.git'].includes(name)
const code = /^```(?:tsx|ts|json)(.*)\n([\s\S]*?)^```$/gm

function pagesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return isOurs(entry.name) ? pagesBelow(path) : []
    return entry.name.endsWith('.md') && !entry.name.endsWith('.api.md') ? [path] : []
  })
}
// Decision records describe a past state, so they are not compared with the current code.
const pages = [join(root, 'README.md'), ...['docs', 'packages', 'examples'].flatMap((folder) => pagesBelow(join(root, folder)))].filter(
  (page) => !page.includes(join('docs', 'adr')),
)
const blocks = pages.flatMap((page) =>
  [...readFileSync(page, 'utf8').matchAll(code)].map(([, mark = '', text = '']) => ({
    page: relative(root, page),
    mark: mark.trim(),
    text,
  })),
)

test('[SDK-12] every piece of code in a page names its file', () => {
  expect(blocks.length).toBeGreaterThan(15)
  expect(blocks.filter(({ mark }) => !mark.startsWith('file=')).map(({ page, text }) => `${page}: ${text.split('\n')[0]}`)).toEqual([])
})

for (const { page, mark, text } of blocks.filter((block) => block.mark.startsWith('file='))) {
  const file = mark.slice('file='.length)
  test(`[SDK-12] ${page} shows ${file} as it is: ${text.split('\n')[0]?.slice(0, 60)}`, () => {
    const lines = (source: string) =>
      source
        .split('\n')
        .map((line) => line.trim())
        .join('\n')
        .trim()
    expect(lines(readFileSync(join(root, file), 'utf8'))).toContain(lines(text))
  })
}

test.each(['contacts-tab', 'assets-tab'])('[SDK-2] the list tab %s is one file of at most 60 lines, on public entries alone', (name) => {
  const folder = join(root, 'examples', name)
  expect(readdirSync(folder).sort()).toEqual([`${name}.test.ts`, `${name}.ts`])
  const text = readFileSync(join(folder, `${name}.ts`), 'utf8')
  expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(60)
  const imported = [...text.matchAll(/from '([^']+)'/g)].map(([, from = '']) => from)
  expect(imported.filter((from) => !/^(@tenure\/core(\/\w+)?|zod|rxjs)$/.test(from))).toEqual([])
})

test('[SDK-12] the page of the core names each of its entries', () => {
  const { exports } = JSON.parse(readFileSync(join(root, 'packages/core/package.json'), 'utf8'))
  const entries = Object.keys(exports)
    .filter((entry) => !entry.endsWith('.json'))
    .map((entry) => entry.replace('.', '@tenure/core'))
  expect(entries.length).toBeGreaterThan(15)
  const page = readFileSync(join(root, 'packages/core/README.md'), 'utf8')
  expect(entries.filter((entry) => !page.includes(`| \`${entry}\``))).toEqual([])
})

test('a page links only to files that exist', () => {
  const links = pages.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, to = '']) => ({ page, to })),
  )
  const broken = links.filter(({ page, to }) => !exists(join(page, '..', to))).map(({ page, to }) => `${relative(root, page)}: ${to}`)
  expect(broken).toEqual([])
})

function exists(path: string): boolean {
  try {
    readFileSync(path)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EISDIR'
  }
}
