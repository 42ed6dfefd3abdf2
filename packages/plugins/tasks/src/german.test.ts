import { readFileSync } from 'node:fs'
import { textGaps, textsInCode } from '@tenure/testing'
import { expect, test } from 'vitest'
import { tasks } from './plugin.js'

const said = ['./due/element.tsx'].flatMap((file) => textsInCode(readFileSync(new URL(file, import.meta.url), 'utf8')))

test('[SDK-17] every text of the Tasks tab has a German one, and no other has', () => {
  expect(textGaps(tasks, 'de', said)).toEqual({ missing: [], unknown: [] })
})
