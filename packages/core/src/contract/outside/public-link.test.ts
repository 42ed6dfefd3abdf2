import { expect, test } from 'vitest'
import { z } from 'zod'
import { days } from '../../base/duration.js'
import type { Schema } from '../../schema/row.js'
import { defineAction } from '../action.js'
import { defineProvider } from '../provider.js'
import { definePublicLink, publicAnswer, publicQuestion } from './public-link.js'
import { defineWebhook } from './webhook.js'

const isGood = (schema: Schema<unknown>, value: unknown): boolean => (schema as z.ZodType).safeParse(value).success
const text = (length: number): string => 'x'.repeat(length)
const from = defineProvider({
  id: 'acme.x/list',
  permission: 'workspace.access',
  output: publicAnswer,
  watch: async () => ({ type: 'text/plain', text: '' }) as const,
})
const takes = defineAction({
  id: 'acme.x/take',
  title: 'Take',
  permission: 'workspace.access',
  input: z.strictObject({ name: z.string() }),
  run: () => undefined,
})

test('[SEC-11] a kind of link names the provider that answers and the action that takes an answer, and is frozen', () => {
  const base = { contribution: 1, kind: 'public-link', id: 'acme.x/feed', title: 'Feed', from: 'acme.x/list', file: 'x.ics' } as const
  const plain = definePublicLink({ id: 'acme.x/feed', title: 'Feed', from, file: 'x.ics' })
  expect([plain, Object.isFrozen(plain)]).toStrictEqual([base, true])
  expect(definePublicLink({ id: 'acme.x/feed', title: 'Feed', from, file: 'x.ics', takes, most: 3, expiresAfter: days(2) })).toEqual({
    ...{ ...base, takes: 'acme.x/take', most: 3, expiresAfter: { days: 2 } },
  })
})

test('[SEC-11] a kind of webhook shows a body that it takes', () => {
  const hook = defineWebhook({ id: 'acme.x/hook', title: 'Hook', takes, example: { name: 'x' }, most: 2 })
  const example = '{\n  "name": "x"\n}'
  expect(hook).toEqual({ contribution: 1, kind: 'webhook', id: 'acme.x/hook', title: 'Hook', takes: 'acme.x/take', example, most: 2 })
  expect(Object.isFrozen(hook)).toBe(true)
})

test('[SEC-11] a public link gives text of a kind that no browser runs', () => {
  for (const type of ['text/calendar', 'text/csv', 'text/plain', 'application/json'])
    expect(isGood(publicAnswer, { type, text: 'x' })).toBe(true)
  for (const type of ['text/html', 'image/svg+xml', 'application/javascript', ''])
    expect(isGood(publicAnswer, { type, text: 'x' }), type).toBe(false)
  expect(isGood(publicAnswer, { type: 'text/plain', text: 'x', html: 'x' })).toBe(false)
})

test('[BEY-15] [SEC-7] the question of a link is text within limits, on a scale of whole numbers up to twenty', () => {
  const question = { language: 'en', title: text(200), text: text(2_000), from: 0, to: 20, low: text(100), high: text(100) }
  const of = (more: object) => isGood(publicQuestion, { type: 'question', question: { ...question, ...more } })
  expect([of({}), of({ language: 'de' }), of({ given: { score: 3, comment: text(4_000) } })]).toEqual([true, true, true])
  const wrong = [
    ...[{ language: 'fr' }, { title: text(201) }, { text: text(2_001) }, { from: -1 }, { from: 0.5 }, { to: 21 }, { to: 1.5 }],
    ...[
      { low: text(101) },
      { high: text(101) },
      { html: '' },
      { given: { score: 1.5, comment: '' } },
      { given: { score: 1, comment: text(4_001) } },
    ],
  ]
  for (const more of wrong) expect(of(more), Object.keys(more).join()).toBe(false)
  expect(isGood(publicQuestion, { type: 'text/plain', question })).toBe(false)
})
