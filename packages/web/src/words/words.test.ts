// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what is planted is source text
import { expect, test } from 'vitest'
import type { Words } from './en/index.js'
import { languageOf, loadLateWords, loadWords, localeOf } from './words.js'

const keysOf = (part: object, at = ''): readonly string[] =>
  Object.entries(part).flatMap(([key, value]) => (typeof value === 'object' ? keysOf(value as object, `${at}${key}.`) : [`${at}${key}`]))

test('[SDK-17] the page speaks English and German, and both have every text', async () => {
  const [en, de]: readonly Words[] = await Promise.all([loadWords('en'), loadWords('de')])
  await Promise.all([loadLateWords('en'), loadLateWords('de')])
  expect(keysOf(en as Words).length).toBeGreaterThan(5)
  expect(keysOf(de as Words)).toEqual(keysOf(en as Words))
})

test('[SDK-17] words, numbers and dates are of one language', () => {
  expect(['de', 'de-AT', 'DE_ch', 'en-GB', 'fr', 'dex'].map(languageOf)).toEqual(['de', 'de', 'de', 'en', 'en', 'en'])
  expect(['de-AT', 'en-GB', 'fr-FR'].map(localeOf)).toEqual(['de-AT', 'en-GB', 'en'])
})

interface Check {
  textsOutside(file: string, text: string): readonly string[]
}

test('[SDK-17] a text outside of the catalogue is found wherever a person meets it, and what nobody reads is let through', async () => {
  const { textsOutside }: Check = await import(new URL('../../../../scripts/check/words.mjs', import.meta.url).href)
  const isFound = (text: string) => textsOutside('packages/web/src/app/planted.tsx', text).length > 0
  const planted = [
    ...['<p>Hello</p>', "<p>{isNew ? 'New' : words.old}</p>", '<p>{`${count} records`}</p>', '<p title="Close" />'],
    ...[
      '<input placeholder="Find" />',
      '<b aria-label={`Move ${label} up`} />',
      "const label = 'This week'",
      'show({ title: `Moved to ${place} now` })',
    ],
  ]
  expect(planted.filter((text) => !isFound(text))).toEqual([])
  const others = [
    ...['<p className="cut long">{words.hello}</p>', '<kbd>Esc</kbd>', '<p>{a} · {b}</p>', "throw new Error('A value was drawn outside.')"],
    ...["const problem = { code: 'access.denied', message: 'You may not see it.' }", "const key: 'Key of it' | undefined = undefined"],
  ]
  expect(others.filter(isFound)).toEqual([])
})

test('[SDK-17] every problem has German words, and one with an unknown code keeps its own', async () => {
  const { problem } = await loadWords('de')
  const given = (code: string, details: unknown = {}) => problem({ code, message: 'Whole.', details })
  expect(given('record.taken')).toBe('Dieser Wert ist schon vergeben. Wählen Sie einen anderen.')
  expect(given('input.invalid', { issues: [{ path: ['values', 'arr'], message: 'Wrong.' }] })).toBe('Diese Angaben passen nicht: arr.')
  expect(given('input.invalid', null)).toBe('Diese Eingabe passt nicht.')
  expect([given('acme.closed'), given('toString')]).toEqual(['Whole.', 'Whole.'])
  expect((await loadWords('en')).problem({ code: 'record.taken', message: 'Taken.' })).toBe('Taken.')
})
