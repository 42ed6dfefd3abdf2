import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { german } from './german.js'

const folder = new URL('./', import.meta.url)
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  (name) => /(?<!german|\.test)\.tsx?$/.test(name) && name !== 'german.test.ts',
)
const said = new Set(
  sources.flatMap((name) => {
    const code = readFileSync(new URL(name, folder), 'utf8')
    return [...code.matchAll(/text\(\s*'((?:[^'\\]|\\.)*)'/g)].flatMap((found) => found.slice(1).filter(Boolean))
  }),
)
/** Titles of the core's own permissions, which the page shows. */
const ofTheCore = ['Use the workspace', 'Manage Customer Success Settings']

test('[SDK-17] every text of the page Access is German too, and no other is translated', () => {
  const { texts } = (german as unknown as { readonly item: { readonly texts: object } }).item
  expect([...said, ...ofTheCore].filter((text) => !(text in texts)).sort()).toEqual([])
  expect(Object.keys(texts).filter((text) => !said.has(text) && !ofTheCore.includes(text))).toEqual([])
})
