import { auditContract } from '@tenure/core/administration'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { groups, kindOf } from './kinds.js'

test('[SEC-13] every kind of entry is in one filter, and has a word and an icon', () => {
  const inFilters = groups.flatMap(({ kinds }) => kinds)
  expect(new Set(inFilters).size).toBe(inFilters.length)
  const schema = JSON.stringify(z.toJSONSchema(auditContract.input as z.ZodType, { io: 'input' }))
  for (const kind of inFilters) expect(schema, kind).toContain(`"${kind}"`)
  expect(inFilters.map((kind) => [kind, kindOf(kind).label, kindOf(kind).icon].join(' '))).toEqual(
    expect.arrayContaining([
      'sign-in Sign-in user',
      'sign-out Sign-out user',
      'refusal Refusal lock',
      'settings Settings settings',
      'rights Rights lock',
      'export Export external',
      'import Import file',
      'view-as View as users',
      'merge Merge merge',
      'erasure Erasure x',
      'run Run refresh',
    ]),
  )
  expect(groups.map(({ value, label, kinds }) => [value, label, kinds.length].join(' '))).toEqual(
    expect.arrayContaining([
      'all All 0',
      'sign-ins Sign-ins 2',
      'refusals Refusals 1',
      'settings Settings 1',
      'rights Rights 1',
      'transfers Exports, imports 2',
      'view-as View as 1',
      'finals Merges, erasures 2',
      'runs Runs 1',
    ]),
  )
  expect(inFilters.filter((kind) => kindOf(kind).label === kind)).toEqual([])
  expect(kindOf('new-kind')).toEqual({ label: 'new-kind', icon: 'history' })
})
