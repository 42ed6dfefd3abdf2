import { readFileSync } from 'node:fs'
import { textGaps, textsInCode } from '@tenure/testing'
import { expect, test } from 'vitest'
import { health } from '../editor/page.js'

const files = ['./element.tsx', './over-time.tsx', './tenths.tsx']
const said = files.flatMap((file) => textsInCode(readFileSync(new URL(file, import.meta.url), 'utf8')))
const since = ['{n} more than 12 weeks ago', '{n} less than 12 weeks ago', 'the same as 12 weeks ago']

test('[SDK-17] every text of the health of a portfolio has a German one, and no other has', () => {
  expect(textGaps(health, 'de', [...said, ...since]).missing).toEqual([])
})
