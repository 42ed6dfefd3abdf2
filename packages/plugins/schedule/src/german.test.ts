import { readFileSync } from 'node:fs'
import { textGaps, textsInCode } from '@tenure/testing'
import { expect, test } from 'vitest'
import { schedule } from './plugin.js'

const said = ['./today/element.tsx'].flatMap((file) => textsInCode(readFileSync(new URL(file, import.meta.url), 'utf8')))

test('[SDK-17] every text of the Schedule tab has a German one', () => {
  expect(textGaps(schedule, 'de', said).missing).toEqual([])
})
