import { de } from './de/index.js'
import type { FirstWords, Words } from './en/index.js'
import { plural } from './en/plural.js'

const { yes: _yes, ...withoutYes } = de.format

// [SDK-17] a language that lacks a text does not compile
// @ts-expect-error: `format.yes` is missing
export const lacking: FirstWords = { ...de, format: withoutYes }

// [SDK-17] nor does one with a text that no other language has
// @ts-expect-error: `format.maybe` is unknown
export const excess: Words['format'] = { ...de.format, maybe: 'Vielleicht' }

// [SDK-17] nor one whose text takes other values
// @ts-expect-error: a count is text as it is written
export const odd: Words['format'] = { ...de.format, days: (count: number) => `${count + 1} T.` }

// [SDK-17] a text that counts has a form for every other number
// @ts-expect-error: `other` is missing
plural(2, { one: 'record' })
plural(2, { one: 'record', other: 'records' })
