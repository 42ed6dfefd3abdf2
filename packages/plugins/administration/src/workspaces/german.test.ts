import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { german } from './german.js'

const folders = ['settings', 'workspaces', 'general'].map((name) => new URL(`../${name}/`, import.meta.url))

test('[SDK-17] every text of these pages has a German one, and no other has', () => {
  const files = folders.flatMap((folder) => readdirSync(folder).map((name) => new URL(name, folder)))
  const code = files
    .filter(({ pathname }) => /\.tsx?$/.test(pathname) && !/german|\.test\./.test(pathname))
    .map((file) => readFileSync(file, 'utf8'))
  const said = new Set(code.flatMap((text) => [...text.matchAll(/\btext\(\s*'([^']+)'/g)].map(([, english = '']) => english)))
  const { item } = german as unknown as { readonly item: { readonly texts: Readonly<Record<string, string>> } }
  expect(said.size).toBeGreaterThan(50)
  expect([...said].filter((text) => item.texts[text] === undefined)).toEqual([])
  expect(Object.keys(item.texts).filter((text) => !said.has(text))).toEqual([])
})
