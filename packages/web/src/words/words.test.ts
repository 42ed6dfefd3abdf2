import { expect, test } from 'vitest'
import type { Words } from './en/index.js'
import { languageOf, loadWords, localeOf } from './words.js'

const keysOf = (part: object, at = ''): readonly string[] =>
  Object.entries(part).flatMap(([key, value]) => (typeof value === 'object' ? keysOf(value as object, `${at}${key}.`) : [`${at}${key}`]))

test('[SDK-17] the page speaks English and German, and both have every text', async () => {
  const [en, de]: readonly Words[] = await Promise.all([loadWords('en'), loadWords('de')])
  expect(keysOf(en as Words).length).toBeGreaterThan(5)
  expect(keysOf(de as Words)).toEqual(keysOf(en as Words))
})

test('[SDK-17] words, numbers and dates are of one language', () => {
  expect(['de', 'de-AT', 'DE_ch', 'en-GB', 'fr', 'dex'].map(languageOf)).toEqual(['de', 'de', 'de', 'en', 'en', 'en'])
  expect(['de-AT', 'en-GB', 'fr-FR'].map(localeOf)).toEqual(['de-AT', 'en-GB', 'en'])
})
