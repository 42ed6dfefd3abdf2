import { expect, test } from 'vitest'
import { archivedIn } from './archived-in.js'

test('[REC-10] archived records are looked for where the text says so, first or last', () => {
  const texts = ['archived halden', 'Halden Freight  ARCHIVED', 'archived', 'halden', 'archivedhalden', 'the archived one']
  expect(texts.map((text) => archivedIn(text, 'archived'))).toEqual([
    'halden',
    'Halden Freight',
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})
