import { readdirSync, readFileSync } from 'node:fs'
import { textGaps } from '@tenure/testing'
import { expect, test } from 'vitest'
import { dashboards } from '../plugin.js'
import { german } from './german.js'
import { boardPage } from './page.js'

const code = [new URL('./', import.meta.url), new URL('../summary-reports/', import.meta.url)]
  .flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => /\.tsx$/.test(name))
      .map((name) => readFileSync(new URL(name, folder), 'utf8')),
  )
  .join('\n')
const shapes = [
  /\btext\(\s*'((?:[^'\\]|\\.)+)'/g,
  /\? '([A-Z][^']+)' : /g,
  / : '([A-Z][^']+)'/g,
  /\bsaid: '([^']+)'/g,
  /^ {2}(?:\w+|'[\w-]+'): '([A-Z][^']+)'/gm,
  /^ {2}\['[\w-]+', '([A-Z][^']+)'\]/gm,
]
const said = new Set(shapes.flatMap((shape) => [...code.matchAll(shape)].map(([, english = '']) => english)))

test('[SDK-17] every text of the Dashboards tab has a German one', () => {
  const { texts } = (german as unknown as { readonly item: { readonly texts: Readonly<Record<string, string>> } }).item
  expect(said.size).toBeGreaterThan(60)
  expect([...said].filter((text) => texts[text] === undefined).sort()).toEqual([])
  expect(textGaps(dashboards, 'de').missing).toEqual([])
})

test('the element calls contracts of its own plugin, and those of others that it names', () => {
  const called = [...code.matchAll(/<typeof \w+Contract>\(\s*'([^']+)'/g)].map(([, id = '']) => id)
  const calls = (boardPage as readonly { readonly calls?: readonly string[] }[]).flatMap((part) => part.calls ?? [])
  expect(called.filter((id) => !id.startsWith('tenure.dashboards/')).sort()).toEqual([...calls].sort())
})
