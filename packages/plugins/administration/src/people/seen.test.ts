import { expect, test } from 'vitest'
import { seenText } from './seen.js'

const minute = 60_000
const context = { formats: { ago: (instant: number) => `on ${instant}`, duration: String } }
const text = (english: string, values: Readonly<Record<string, string | number>> = {}) =>
  english.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name]))
const seen = (past: number) => seenText(context, 1_000, text, 1_000 + past)

test('[ACC-13] a user was seen now, some minutes or hours ago, or on a day', () => {
  expect([seen(0), seen(5 * minute)]).toEqual(['Now', 'Now'])
  expect([seen(5 * minute + 1), seen(60 * minute - 1)]).toEqual(['5 min ago', '59 min ago'])
  expect([seen(60 * minute), seen(12 * 60 * minute - 1)]).toEqual(['1 h ago', '11 h ago'])
  expect(seen(12 * 60 * minute)).toBe('on 1000')
  expect(seenText(context, undefined, text, 0)).toBe('')
})
