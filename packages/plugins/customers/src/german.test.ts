import { readFileSync } from 'node:fs'
import { textGaps, textsInCode } from '@tenure/testing'
import { expect, test } from 'vitest'
import { customers } from './plugin.js'

const said = ['./cards/element.tsx', './cards/choose-cards.tsx'].flatMap((file) =>
  textsInCode(readFileSync(new URL(file, import.meta.url), 'utf8')),
)

test('[SDK-17] every text of the Customers tab has a German one, and no other has', () => {
  expect(
    textGaps(customers, 'de', [
      '{n} customer has a CSM, before {n}.',
      '{n} customers have a CSM, before {n}.',
      'Added',
      'Moved',
      'Taken off',
      ...said,
    ]),
  ).toEqual({
    missing: [],
    unknown: [],
  })
})
