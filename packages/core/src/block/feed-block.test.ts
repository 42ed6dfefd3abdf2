import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineProviderContract } from '../contract/provider.js'
import { windowOf } from '../schema/row.js'
import { feed, feedSchema, referencesOfFeed } from './feed-block.js'

const row = z.strictObject({ id: z.string(), at: z.number(), text: z.string() })
const recent = defineProviderContract({
  ...{ id: 'acme.x/recent', title: 'Recent', permission: 'workspace.access' },
  input: z.strictObject({ days: z.int().optional() }),
  output: windowOf(row),
})

test('[SDK-3] a feed of a provider says when, and what', () => {
  const block = feed({ from: recent, title: 'Lately', input: { days: 7 }, at: 'at', text: 'text' })
  expect(block).toEqual({ kind: 'feed', title: 'Lately', provider: 'acme.x/recent', input: { days: 7 }, at: 'at', text: 'text' })
  expect(feedSchema.parse(block)).toEqual(block)
  expect(Object.isFrozen(block)).toBe(true)
  expect(referencesOfFeed(block)).toEqual([
    { kind: 'provider', id: 'acme.x/recent', part: 'input', where: 'input', fields: ['days'] },
    { kind: 'provider', id: 'acme.x/recent', part: 'at', where: 'rows', fields: ['at'] },
    { kind: 'provider', id: 'acme.x/recent', part: 'text', where: 'rows', fields: ['text'] },
  ])
})

test('[SDK-3] a feed of a collection names every field that its sentences need', () => {
  const table = { kind: 'table', provider: 'acme.x/list', columns: [], rowActions: [] }
  const company = { type: 'company', id: 'c', name: 'cName', score: 'cScore', status: 'cStatus' }
  const list = {
    ...{ table, who: { type: 'contact', id: 'w', name: 'wName' }, kind: 'k', sentences: {} },
    ...{ about: [{ type: 'deal', id: 'd' }], parts: { times: 'n' }, quote: 'q', company },
  }
  const fieldsOf = (given: object) => {
    const block = { kind: 'feed', provider: 'acme.x/list', at: 'at', text: 'text', list: given } as never
    const own = referencesOfFeed(block).slice(0, 9)
    return Object.fromEntries(own.flatMap(({ part, where, fields }) => (where === 'rows' && fields.length > 0 ? [[part, fields]] : [])))
  }
  expect(fieldsOf(list)).toEqual({
    ...{ at: ['at'], text: ['text'], who: ['w', 'wName'], kind: ['k'], about: ['d'], parts: ['n'], quote: ['q'] },
    company: ['c', 'cName', 'cScore', 'cStatus'],
  })
  const { about: _about, parts: _parts, quote: _quote, company: _company, ...least } = list
  expect(fieldsOf(least)).toEqual({ at: ['at'], text: ['text'], who: ['w', 'wName'], kind: ['k'] })
})
