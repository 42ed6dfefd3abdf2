import { expect, test } from 'vitest'
import { systemAsker } from '../../access/asker.js'
import { readKeptTypes } from './kept-types.js'
import { namesFor, toName } from './own-name.js'

test('a label gives a name of letters and digits, which begins with a small letter', () => {
  const labels = [
    'Contract end',
    'ARR',
    'Übergabe an Müller',
    '2nd owner',
    '2024',
    'a-b_c',
    '  two  words ',
    '…',
    '',
    '9 Lives left',
    'X'.repeat(50),
  ]
  expect(labels.map(toName)).toEqual([
    ...['contractEnd', 'aRR', 'ubergabeAnMuller', 'ndOwner', 'own', 'aBC', 'twoWords', 'own', 'own', 'livesLeft'],
    `x${'X'.repeat(39)}`,
  ])
})

test('a name that is taken, given before, or that every object has, gets a number from 2', () => {
  const nameOf = namesFor(['owner', 'owner2'])
  expect(['Owner', 'Owner', 'Stage', 'stage', 'Constructor', 'To string'].map(nameOf)).toEqual([
    ...['owner3', 'owner4', 'stage', 'stage2', 'constructor2', 'toString2'],
  ])
  expect(namesFor([])('Owner')).toBe('owner')
})

test('what the account says of its types is read by the core, all of it; what cannot be read is left out', async () => {
  const asked: unknown[] = []
  const record = (id: string, definition: unknown) => ({ ref: { type: 'objectType', id }, version: '4', values: { definition } })
  const records = [record('a', { name: 'a', label: 'A' }), record('b', { name: 'b', rubbish: 1 }), record('c', null)]
  const reader = {
    list: async (...args: unknown[]) => {
      asked.push(args)
      return { records, total: 3 }
    },
  }
  expect([...(await readKeptTypes(reader as never))]).toEqual([['a', { definition: { name: 'a', label: 'A' }, version: '4' }]])
  expect(asked).toEqual([[systemAsker, { type: 'objectType', select: ['definition'], orderBy: [], limit: 500 }]])
})
