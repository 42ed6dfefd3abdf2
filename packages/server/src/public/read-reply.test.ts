import { expect, test } from 'vitest'
import { questionPage, thanksPage } from './question-page.js'
import { readReply } from './read-reply.js'

const question = {
  ...{ language: 'en' as const, title: `<b>"Acme" & 'Co'`, text: 'Why?', from: 1, to: 10, low: 'not', high: 'very' },
} as const
const read = (form: Record<string, string>) => readReply(new URLSearchParams(form), question)

test('[BEY-15] a score at either end of the scale is taken, and one beyond it, or none, is not', () => {
  expect(['1', '10', '01'].map((score) => read({ score }))).toEqual([1, 10, 1].map((score) => ({ score, comment: '' })))
  expect(['0', '11', '', ' 5', '5.0', '-5', '005', '1e1'].map((score) => read({ score }))).toEqual(
    Array.from({ length: 8 }, () => undefined),
  )
  expect(read({})).toBeUndefined()
})

test('[BEY-15] a comment has 4,000 characters at most, with its ends trimmed and its lines ended as here', () => {
  const score = '5'
  expect(read({ score, comment: ' a\r\nb\rc\n ' })).toEqual({ score: 5, comment: 'a\nb\nc' })
  expect(read({ score, comment: ` ${'x'.repeat(4_000)} ` })).toEqual({ score: 5, comment: 'x'.repeat(4_000) })
  expect(read({ score, comment: 'x'.repeat(4_001) })).toBeUndefined()
})

test('[SEC-7] [BEY-15] a page shows the scale, what was answered before, and what is wrong; text of people is only text', () => {
  const numbers = (html: string) =>
    [...html.matchAll(/value="(\d+)" required( checked)?>(\d+)</g)].map(([, value, , shown]) => [value, shown])
  const first = questionPage(question)
  expect(numbers(first)).toEqual(Array.from({ length: 10 }, (_, at) => [`${at + 1}`, `${at + 1}`]))
  expect(first).toContain('<h1>&lt;b&gt;&quot;Acme&quot; &amp; &#39;Co&#39;</h1>')
  expect(first).toContain('<span>1 · not</span><span>10 · very</span>')
  expect([first.includes(' checked>'), first.includes('role="alert"'), first.includes('>Send<')]).toEqual([false, false, true])
  const again = questionPage({ ...question, given: { score: 7, comment: '</textarea>' } }, { isWrong: true })
  expect([...again.matchAll(/value="(\d+)" required checked/g)].map(([, value]) => value)).toEqual(['7'])
  expect(again).toContain('>&lt;/textarea&gt;</textarea>')
  expect([again.includes('role="alert"'), again.includes('>Send again<')]).toEqual([true, true])
  expect(thanksPage({ ...question, language: 'de' })).toMatch(/^<!doctype html><html lang="de">[\s\S]*Vielen Dank\./)
})
