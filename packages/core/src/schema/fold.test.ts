import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold } from './fold.js'

const codePoints = Array.from({ length: 0x110000 }, (_, code) => code).filter((code) => code < 0xd800 || code > 0xdfff)
/** There are more than a million of them, and the machine may be busy. */
const allCodePointsMs = 60_000

test.each([
  ['STRASSE', 'straße', 'sharp s'],
  ['ΟΔΟΣ', 'οδος', 'capital and small sigma'],
  ['ς', 'σ', 'final sigma'],
  ['É', 'E\u0301', 'composed and decomposed, by case'],
  ['\u00e9', 'E\u0301', 'composed small and decomposed capital'],
  ['İ', 'i\u0307', 'capital I with a dot'],
  ['\u212a', 'k', 'Kelvin sign'],
  ['ﬁnance', 'FINANCE', 'ligature'],
  ['Ⅷ', 'viii', 'compatibility character'],
  ['ＡＢＣ', 'abc', 'full width'],
  ['ᾳ', 'ΑΙ', 'iota subscript'],
  ['ǅ', 'ǆ', 'title case'],
  ['ꭰ', 'Ꭰ', 'Cherokee'],
  ['𐐀', '𐐨', 'astral letters'],
])('[FLT-11] %s is %s (%s)', (a, b) => {
  expect(fold(a)).toBe(fold(b))
})

test.each([
  ['é', 'e'],
  ['ı', 'i'],
  ['ø', 'o'],
  ['%', '_'],
  ['', ' '],
  ['б', 'b'],
])('[FLT-11] %s is not %s', (a, b) => {
  expect(fold(a)).not.toBe(fold(b))
})

test(
  '[FLT-11] folding what is folded changes nothing, for every code point',
  () => {
    const changed = codePoints.filter((code) => fold(fold(String.fromCodePoint(code))) !== fold(String.fromCodePoint(code)))
    expect(changed).toEqual([])
  },
  allCodePointsMs,
)

test(
  '[FLT-11] every code point folds as its capital and its small letter do, the dotless i of Turkic languages excepted',
  () => {
    const differing = codePoints.filter((code) => {
      const text = String.fromCodePoint(code)
      const cases = new Set([text.toUpperCase(), text.toLowerCase()])
      cases.delete(text)
      return [...cases].some((other) => fold(other) !== fold(text))
    })
    expect(differing).toEqual([0x131])
  },
  allCodePointsMs,
)

test(
  '[FLT-11] any text folds once and for all, however composed',
  () => {
    const seed = Date.now() & 0x7fffffff
    console.info(`seed ${seed}`)
    const text = fc.string({ unit: 'binary', maxLength: 12 })
    fc.assert(
      fc.property(text, (value) => {
        expect(fold(fold(value))).toBe(fold(value))
        expect(fold(value.normalize('NFD'))).toBe(fold(value))
      }),
      { seed, numRuns: 3000 },
    )
  },
  allCodePointsMs,
)
