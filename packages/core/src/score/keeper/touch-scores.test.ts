import { memory } from '@tenure/memory'
import { expect, test } from 'vitest'
import { scoreDueProperty } from '../../access/internal-property.js'
import { writeAs } from '../../jobs/follow/test-desk.js'
import type { Change, StorageAdapter } from '../../storage/adapter.js'
import { aGroup, aNumber, aProfile, testSchema } from '../engine/test-profile.js'
import { createProfileBook } from './profile-book.js'
import { profileType, scorePlugin } from './profile-record.js'
import { activated, company, open, ref, scoreOf, store, users } from './test-scored-host.js'
import { touchedByOthers } from './touch-scores.js'

const openTickets = {
  ...{ kind: 'records', id: 'open', name: 'Open', association: 'company.tickets', measure: { by: 'count' }, ranges: [{ points: 1 }] },
  where: { test: 'is-unknown', property: 'ticket.closedAt' },
}
const values = { definition: aProfile([aGroup('g', 100, [aNumber('c', 'employees', [1]), openTickets])]), state: 'active' }
const ticketOf = (id: string) => ({ edge: 'ticket-company', forward: true, to: { type: 'company', id } })
const records = [
  ...[company('a', 1), company('b', 1)],
  { type: 'ticket', id: 't', values: { subject: 'T' }, links: [ticketOf('a')] },
  { type: 'ticket', id: 'alone', values: { subject: 'Alone' } },
  { type: 'deal', id: 'd', values: { name: 'D' }, links: [{ edge: 'deal-company', forward: true, to: { type: 'company', id: 'a' } }] },
]
const patch = (of: string, id: string, changed: readonly string[], rest: Partial<Change> = {}): Change => ({
  ...{ ref: ref(of, id), change: 'patch', version: '2', at: 1, changed, ...rest },
})
/** The customers that these changes of another process touch, in a store with a ticket and a deal of the first of them. */
async function touched(...batches: readonly (readonly Change[])[]): Promise<readonly string[][]> {
  const storage = { ...memory({ users, records }), close: async () => {} } as unknown as StorageAdapter
  await using _host = await open(storage)
  const profile = { ref: ref(profileType, 'p'), version: '1', values: values as never }
  const schema = () => testSchema
  const profiles = createProfileBook({ records: [profile], schema, kinds: () => new Map() })
  const port = { profiles, schema, storage, io: { signal: new AbortController().signal } }
  const found: string[][] = []
  for (const changes of batches)
    found.push((await touchedByOthers(port, { cursor: 'x' as never, changes })).map(({ type, id }) => `${type} ${id}`))
  return found
}

test('[HS-8] another process touches a customer by what its profile looks at, by its score, and by its coming and going', async () => {
  const changes = ['employees', 'healthScore', 'healthStatus', 'name'].map((name) => [patch('company', 'a', [name])])
  expect(await touched(...changes)).toEqual([['company a'], ['company a'], ['company a'], []])
  const whole = (['create', 'archive', 'restore', 'purge', 'link'] as const).map((change) => [patch('company', 'b', [], { change })])
  expect(await touched(...whole)).toEqual([['company b'], ['company b'], ['company b'], ['company b'], []])
  expect(await touched([patch('company', 'a', ['name', 'employees']), patch('deal', 'd', ['name'])], [])).toEqual([['company a'], []])
})

test('[HS-8] another process touches a customer by a link that its profile follows, and by no other', async () => {
  const link = (edge: string, forward: boolean) =>
    patch('company', 'a', [], { change: 'link', linked: [{ edge, forward, other: ref('ticket', 't') }] })
  expect(await touched([link('ticket-company', false)], [link('ticket-company', true)], [link('deal-company', false)])).toEqual([
    ...[['company a'], [], []],
  ])
})

test('[HS-8] another process touches the customers of a linked record by what is looked at of it', async () => {
  const changes = [patch('ticket', 't', ['closedAt']), patch('ticket', 't', ['subject']), patch('ticket', 'alone', ['closedAt'])]
  expect(await touched(...changes.map((change) => [change]))).toEqual([['company a'], [], []])
  const gone = (['archive', 'restore', 'create'] as const).map((change) => [patch('ticket', 't', [], { change })])
  expect(await touched(...gone)).toEqual([['company a'], ['company a'], []])
  expect(await touched([patch('deal', 'd', ['closedAt', 'employees'], { change: 'archive' })])).toEqual([[]])
})

test('[HS-8] what another process has scored or marked itself is left to it', async () => {
  const mark = patch('company', 'a', [scoreDueProperty])
  expect(await touched([patch('company', 'a', ['employees'], { actor: { source: 'system', plugin: scorePlugin } })])).toEqual([[]])
  expect(await touched([patch('company', 'a', ['employees'], { actor: { source: 'user', user: 'root' } })])).toEqual([['company a']])
  expect(await touched([patch('ticket', 't', ['closedAt']), mark], [patch('company', 'a', ['employees', scoreDueProperty])])).toEqual([
    [],
    [],
  ])
  expect(await touched([patch('company', 'b', ['employees']), mark])).toEqual([['company b']])
})

test('[HS-8] a change of up to eight customers is stored with their scores, and one of more is scored after it', async () => {
  const ids = Array.from({ length: 9 }, (_, at) => `x${at}`)
  const inner = store(...ids.map((id) => company(id, 10)))
  const stored: (readonly string[])[] = []
  const commit: StorageAdapter['commit'] = (batch, io) => {
    if (batch.actor.plugin !== scorePlugin)
      stored.push((batch.consequence?.writes ?? []).map((write) => ('ref' in write ? write.ref.id : '')))
    return inner.commit(batch, io)
  }
  await using host = await open({ ...inner, commit })
  await activated(host)
  const resized = async (of: readonly string[], employees: number) => {
    stored.length = 0
    await writeAs(host, (writes) => {
      for (const id of of) writes.update(ref('company', id), { employees })
    })
    const [atOnce = []] = stored
    return [[...atOnce].sort(), await scoreOf(host, 'x0')]
  }
  expect(await resized(ids.slice(0, 8), 500)).toEqual([ids.slice(0, 8), [60, 'neutral']])
  expect(await resized(ids, 5)).toEqual([[], [20, 'at-risk']])
})
