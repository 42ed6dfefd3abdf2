import { createFakeClock } from '@tenure/testing'
import { expect, test } from 'vitest'
import type { Outcome } from '../../base/outcome.js'
import { TenureError } from '../../errors/tenure-error.js'
import type { ObjectTypeDefinition, SchemaDefinition } from '../../schema/definition.js'
import type { ChangeBatch, StorageAdapter, StoredRecord } from '../../storage/adapter.js'
import { Draft } from '../draft.js'
import type { Reader } from '../read-records.js'
import type { Writer } from '../write-records.js'
import { type ActivityClockOptions, startActivityClock } from './activity-clock.js'

const begin = Date.parse('2026-06-30T12:00:00Z')
const computed = ['lastActivityAt', 'nextActivityAt'].map((name) => ({ name, kind: 'datetime', label: name, computed: true }))
const type = (name: string, more: Partial<ObjectTypeDefinition> = {}) =>
  ({
    name,
    label: name,
    plural: name,
    title: 'name',
    ownership: [],
    active: true,
    properties: [],
    associations: [],
    ...more,
  }) as ObjectTypeDefinition
const to = (name: string) => ({ name, label: name, to: name, edge: `call-${name}`, forward: true })
const schema: SchemaDefinition = new Map(
  [
    type('company', { properties: computed as unknown as ObjectTypeDefinition['properties'] }),
    type('deal', { properties: computed as unknown as ObjectTypeDefinition['properties'] }),
    type('call', { activity: { at: 'at' }, associations: [to('company'), to('deal')] } as unknown as Partial<ObjectTypeDefinition>),
  ].map((each) => [each.name, each]),
)
const full: Outcome<never> = { ok: false, problem: new TenureError('storage.failed', 'The disk is full.', { transient: true }).problem }

/** A clock over companies and deals, each with one call, planned for that time. */
async function start(planned: Readonly<Record<string, number>>, refuses: (commit: number) => boolean = () => false) {
  const clock = createFakeClock(begin)
  const records = new Map(
    Object.entries(planned).map(([id, at]): [string, StoredRecord] => [
      id,
      { ref: { type: id.startsWith('d') ? 'deal' : 'company', id }, version: '1', values: { lastActivityAt: null, nextActivityAt: at } },
    ]),
  )
  const moved: unknown[] = []
  const warnings: unknown[] = []
  const asked: unknown[] = []
  const reader = {
    list: async (_: unknown, query: { type: string; where: { test: string; value: number }; limit: number }) => {
      asked.push(query)
      const next = ({ values }: StoredRecord) => (typeof values['nextActivityAt'] === 'number' ? values['nextActivityAt'] : undefined)
      const known = [...records.values()]
        .filter((record) => record.ref.type === query.type && next(record) !== undefined)
        .sort((a, b) => (next(a) ?? 0) - (next(b) ?? 0))
      const isBefore = query.where.test === 'before'
      return { records: known.filter((record) => !isBefore || (next(record) ?? 0) < query.where.value).slice(0, query.limit) }
    },
  } as unknown as Reader
  const adapter = {
    kind: 'acme',
    capabilities: {},
    read: async (refs: readonly { type: string; id: string }[]) =>
      refs.map(({ type: name, id }) =>
        name === 'call' ? { ref: { type: name, id }, version: '1', values: { at: planned[id.slice(5)] } } : (records.get(id) ?? null),
      ),
    links: { read: async (refs: readonly { id: string }[]) => refs.map(({ id }) => [{ id: `call ${id}` }]) },
  } as unknown as StorageAdapter
  let commits = 0
  const draft = async (_: unknown, fill: (draft: Draft) => Promise<void>) => {
    const filled = new Draft(adapter, { signal: new AbortController().signal })
    await fill(filled)
    if (refuses(commits++)) return full
    for (const write of filled.writes()) {
      const record = records.get(write.ref.id)
      if (record === undefined || !('values' in write)) continue
      records.set(write.ref.id, { ...record, values: { ...record.values, ...write.values } })
      moved.push([write.ref.id, write.values])
    }
    return { ok: true, value: {} }
  }
  const log = { warn: (...said: unknown[]) => warnings.push(said) } as unknown as ActivityClockOptions['log']
  const running = await startActivityClock({ clock, log, reader, writer: { draft } as unknown as Writer, schema: () => schema })
  const notice = (after: object | undefined, changed: readonly string[]) =>
    running.notice({ cursor: 'c', changes: [{ ref: { type: 'company', id: 'c1' }, changed, after }] } as unknown as ChangeBatch)
  return { clock, running, moved, warnings, asked, notice }
}
const over = (id: string, at: number) => [id, { lastActivityAt: at, nextActivityAt: null }]

test('[REC-7] what became due while nobody looked is moved over at the start, and the rest when its time comes', async () => {
  const { clock, moved, running } = await start({ c1: begin - 5, c2: begin, d1: begin + 1, c3: begin + 60_000 })
  expect(moved).toEqual([over('c1', begin - 5), over('c2', begin)])
  expect(clock.pending).toBe(1)
  await clock.advance({ ms: 1 })
  expect(moved.slice(2)).toEqual([over('d1', begin + 1)])
  await clock.advance({ ms: 59_998 })
  expect(moved).toHaveLength(3)
  await clock.advance({ ms: 1 })
  expect(moved.slice(3)).toEqual([over('c3', begin + 60_000)])
  expect(clock.pending).toBe(0)
  running[Symbol.dispose]()
})

test('[REC-7] of each type that has activity dates the nearest is asked for, and all that are due', async () => {
  const { asked } = await start({ c1: begin })
  const nearest = (name: string) => ({
    ...{ type: name, select: ['nextActivityAt'], limit: 1, where: { test: 'is-known', property: `${name}.nextActivityAt` } },
    orderBy: [{ by: `${name}.nextActivityAt`, direction: 'ascending' }],
  })
  const due = (name: string) => ({
    ...{ type: name, select: [], limit: 200, where: { test: 'before', property: `${name}.nextActivityAt`, value: begin + 1 } },
  })
  const both = ['company', 'deal']
  expect(asked).toEqual([...both.map(nearest), ...both.map(due), ...both.map(nearest)])
})

test('[REC-7] a nearer activity that is noticed wakes the clock earlier, and a later one does not', async () => {
  const { clock, asked, notice, running } = await start({ c1: begin + 1_000 })
  notice({ nextActivityAt: begin + 2_000 }, ['nextActivityAt'])
  notice({ nextActivityAt: begin + 10 }, ['name'])
  notice({ nextActivityAt: null }, ['nextActivityAt'])
  notice(undefined, ['nextActivityAt'])
  await clock.advance({ ms: 999 })
  expect(asked).toHaveLength(2)
  notice({ nextActivityAt: begin + 999 }, ['nextActivityAt'])
  expect(clock.pending).toBe(1)
  await clock.advance({})
  expect([asked.length, clock.pending]).toEqual([4, 1])
  running[Symbol.dispose]()
  notice({ nextActivityAt: begin }, ['nextActivityAt'])
  expect(clock.pending).toBe(0)
})

test('[REC-7] a later activity that is noticed does not put off the nearest one', async () => {
  const { clock, moved, notice } = await start({ c1: begin + 1_000 })
  notice({ nextActivityAt: begin + 2_000 }, ['nextActivityAt'])
  await clock.advance({ ms: 1_000 })
  expect([moved, clock.pending]).toEqual([[over('c1', begin + 1_000)], 0])
})

test('[REC-7] dates that cannot be moved over are named in the log, and those of the next change are looked at again', async () => {
  const { clock, moved, warnings, notice } = await start({ c1: begin + 1_000 }, (commit) => commit === 0)
  await clock.advance({ ms: 1_000 })
  expect(moved).toEqual([])
  expect(warnings).toEqual([['Activity dates could not be brought up to date.', { error: 'TenureError: The disk is full.' }]])
  notice({ nextActivityAt: begin + 1_500 }, ['nextActivityAt'])
  await clock.advance({ ms: 500 })
  expect(moved).toEqual([over('c1', begin + 1_000)])
})

test('[REC-7] a clock does not start where what is due already cannot be moved over', async () => {
  await expect(start({ c1: begin }, () => true)).rejects.toMatchObject({ problem: { code: 'storage.failed' } })
})
