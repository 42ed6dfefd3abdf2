import { expect, test } from 'vitest'
import type { z } from 'zod'
import { limitsOf } from '../test-limits.js'
import { defineTexts, TextsPoint, textsContract } from './texts-contract.js'

test('[SDK-17] a language is its ISO 639 code', () => {
  const limits = limitsOf(textsContract, { language: 'de' })
  limits.values(['language'], ['de', 'gsw'], ['d', 'DE', 'de-AT', 'abcd', '', undefined])
  const message = (textsContract.input as z.ZodType).safeParse({ language: 'DE' }).error?.issues[0]?.message
  expect(message).toBe('A language is its ISO 639 code, such as de.')
})

test('[SDK-17] texts and their English have 1 to 500 characters; the first that has not is named', () => {
  const item = TextsPoint.item as unknown as z.ZodType
  const limits = limitsOf(item, { language: 'de', texts: { Visits: 'Besuche' } })
  const long = 'x'.repeat(500)
  limits.values(
    ['texts'],
    [{}, { [long]: 'x' }, { x: long }],
    [{ [`${long}x`]: 'x' }, { x: `${long}x` }, { x: '' }, { '': 'x' }, { x: 5 }, [], null, 'x'],
  )
  const texts = { Good: 'Gut', Bad: '', Worse: '' }
  expect(item.safeParse({ language: 'de', texts }).error?.issues).toMatchObject([
    { path: ['texts', 'Bad'], message: 'A text and its English have 1 to 500 characters.' },
  ])
  expect(item.safeParse({ language: 'de', texts: [] }).error?.issues[0]?.message).toBe('Texts are an object.')
})

test('[SDK-17] texts are an item of the point of the core, with a place of its own', () => {
  const item = defineTexts({ id: 'acme.x/german', language: 'de', texts: { Visits: 'Besuche' }, order: { rank: -1 } })
  expect(item).toEqual({
    ...{ contribution: 1, kind: 'item', id: 'acme.x/german', point: 'tenure.core/texts@1', schema: TextsPoint.item, order: { rank: -1 } },
    item: { language: 'de', texts: { Visits: 'Besuche' } },
  })
})
