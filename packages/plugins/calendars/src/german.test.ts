import { readdirSync, readFileSync } from 'node:fs'
import { textGaps } from '@tenure/testing'
import { expect, test } from 'vitest'
import { calendars } from './calendars.js'
import { pagesGerman } from './page/german.js'

test('[SDK-17] every text of calendars that come in and go out has a German one', () => {
  expect(textGaps(calendars, 'de', []).missing).toEqual([])
})

test('[SDK-17] every text of the page of calendars has a German one', () => {
  const folder = new URL('page/', import.meta.url)
  const code = readdirSync(folder)
    .filter((name) => name.endsWith('.tsx'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .join('\n')
  const said = [...code.matchAll(/\btext\(\s*'((?:[^'\\]|\\.)+)'/g)].map(([, english = '']) => english)
  const { texts } = (pagesGerman as unknown as { readonly item: { readonly texts: Readonly<Record<string, string>> } }).item
  expect(said.length).toBeGreaterThan(30)
  expect(said.filter((english) => texts[english] === undefined)).toEqual([])
})

test('[SDK-17] what could not be read of a calendar has a German text', () => {
  const folder = new URL('../../../calendar/src/ical/', import.meta.url)
  const code = readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .join('\n')
  const said = [...code.matchAll(/(?:message: |new Error\(|return )(['`])([A-Z$][^'`]+\.(?: \$\{\w+\})?)\1/g)].map(
    ([, , english = '']) => english,
  )
  const { texts } = (pagesGerman as unknown as { readonly item: { readonly texts: Readonly<Record<string, string>> } }).item
  const known = Object.keys(texts).map((english) => english.replace(/\{\w+\}|\d+/g, '#'))
  expect(said.length).toBeGreaterThan(12)
  expect(said.filter((english) => !known.includes(english.replace(/\$\{[^}]*(?:\{[^}]*\})?[^}]*\}|\d+/g, '#')))).toEqual([])
})
