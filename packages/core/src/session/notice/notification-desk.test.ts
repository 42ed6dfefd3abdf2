import { BehaviorSubject, map, of } from 'rxjs'
import { expect, test } from 'vitest'
import { systemAsker } from '../../access/asker.js'
import { TenureError } from '../../errors/tenure-error.js'
import { testDrafts } from '../../records/test-drafts.js'
import type { Values } from '../../schema/value.js'
import type { StoredRecord } from '../../storage/adapter.js'
import { markNotifications, watchNotifications, watchUnread } from './notification-desk.js'

const company = { name: 'company', label: 'Company', title: 'name', properties: [] }
const notice = (id: string, kind: string, values: Values = {}): StoredRecord => ({
  ...{ ref: { type: 'notification', id }, version: '1' },
  values: { user: 'anna', name: 'company/c1', kind, at: 7, ...values },
})
function start(own: readonly StoredRecord[]) {
  const notices = new BehaviorSubject(own)
  const { writer, batches } = testDrafts(own.map(({ ref, values }) => ({ ...ref, values })))
  const [asked, listed]: [unknown[], unknown[]] = [[], []]
  const about = { ref: { type: 'company', id: 'c1' }, version: '1', values: { name: 'Halden' } }
  const asker = { ...systemAsker, workspace: 'w' }
  const port = {
    writer,
    access: { bind: (_: unknown, query: unknown) => query, type: () => company, resolve: (ref: unknown) => ref },
    askers: { get: () => asker },
    clock: { now: () => 1_000 },
    directory: { name: () => undefined },
    schema: () => new Map([['company', company]]),
    live: {
      watch: ({ bind }: { readonly bind: () => { readonly type: string; readonly limit?: number; readonly where: unknown } }) => {
        const { type, limit, where } = bind()
        if (type === 'preference') return of({ records: [] })
        if (type === 'company') return of({ records: [about] })
        asked.push([limit, where])
        return notices.pipe(map((records) => ({ records })))
      },
    },
    reader: {
      histories: async () => [],
      list: async (
        by: unknown,
        query: { readonly where: { readonly test: string; readonly ids?: readonly string[]; readonly values?: unknown } },
      ) => {
        const { where } = query
        listed.push([by === asker, query])
        const group = (values: Values) => Array.isArray(where.values) && where.values.includes(values['group'])
        const records = own.filter(({ ref, values }) =>
          where.test === 'id-of' ? where.ids?.includes(ref.id) : where.test === 'any-of' ? group(values) : values['readAt'] === undefined,
        )
        return { records, total: records.length }
      },
    },
  }
  return { port: port as never, notices, asked, listed, batches, written: () => batches.flatMap(({ records }) => records) }
}
const turn = () => new Promise((resolve) => setImmediate(resolve))
const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id)

test('[REC-9] the list has the wanted kinds up to its limit, and counts all kinds that there are', async () => {
  const own = [notice('a', 'owner'), notice('b', 'stage'), notice('c', 'owner'), notice('d', 'reminder')]
  const { port, notices, asked } = start(own)
  const seen: unknown[] = []
  const watch = (input: Parameters<typeof watchNotifications>[2]) =>
    watchNotifications(port, 'anna', input).subscribe(({ rows, counts, more }) => seen.push([ids(rows), counts, more]))
  const counts = { owner: 2, stage: 1, reminder: 1 }
  for (const input of [
    { limit: 4 },
    { limit: 3 },
    { kinds: ['owner'] as const, limit: 1 },
    { kinds: ['owner', 'stage'] as const, limit: 3 },
  ]) {
    watch(input)
    await turn()
  }
  expect(seen).toEqual([
    [['a', 'b', 'c', 'd'], counts, false],
    [['a', 'b', 'c'], counts, true],
    [['a'], counts, true],
    [['a', 'b', 'c'], counts, false],
  ])
  expect(asked[0]).toMatchObject([500, { test: 'all', filters: [{ test: 'any-of' }] }])
  notices.next([...own])
  await turn()
  expect(seen).toHaveLength(4)
  notices.next([notice('e', 'stage')])
  await turn()
  expect(seen.slice(4)).toEqual([
    [['e'], { stage: 1 }, false],
    [['e'], { stage: 1 }, false],
    [[], { stage: 1 }, false],
    [['e'], { stage: 1 }, false],
  ])
})

test('[REC-9] what is unread is counted up to a hundred, the newest first; what was assigned in one act counts once', () => {
  const together = { group: 'g1' }
  const { port, notices, asked } = start([
    notice('a', 'assignment', { ...together, at: 9 }),
    notice('b', 'assignment', together),
    notice('c', 'owner'),
  ])
  const seen: unknown[] = []
  watchUnread(port, 'anna').subscribe((each) => seen.push(each))
  notices.next(Array.from({ length: 101 }, (_, at) => notice(`n${at}`, 'stage')))
  notices.next(Array.from({ length: 102 }, (_, at) => notice(`n${at}`, 'stage')))
  notices.next([])
  expect(seen).toEqual([
    { count: 2, newest: { id: 'a', kind: 'assignment', at: 9 } },
    { count: 100, newest: { id: 'n0', kind: 'stage', at: 7 } },
    { count: 0 },
  ])
  const isUnread = { test: 'is-unknown', property: 'notification.readAt' }
  expect(asked).toMatchObject([[500, { test: 'all', filters: [{ test: 'any-of' }, isUnread] }]])
})

test('[REC-9] notifications are marked with what was assigned in the same act, by the core for their user', async () => {
  const own = [
    notice('a', 'assignment', { group: 'g1' }),
    notice('b', 'assignment', { group: 'g1', readAt: 5 }),
    notice('c', 'assignment', { group: 'g1' }),
  ]
  const { port, written, batches, listed } = start([...own, notice('d', 'owner')])
  await markNotifications(port, 'anna', { ids: ['a', 'gone'], read: true })
  expect(written().map(({ id, is, values }) => [id, is, values['readAt']])).toEqual([
    ['notification/a', 'changed', 1_000],
    ['notification/c', 'changed', 1_000],
  ])
  expect(batches[0]?.by).toEqual({ asker: systemAsker, actor: { user: 'anna', source: 'user' }, group: expect.stringMatching(/./) })
  const query = { type: 'notification', select: ['group'] }
  expect(listed).toEqual([
    [true, { ...query, where: { test: 'id-of', type: 'notification', ids: ['a', 'gone'] } }],
    [true, { ...query, where: { test: 'any-of', property: 'notification.group', values: ['g1'] } }],
  ])
})

test('[REC-9] a notification is marked as unread again; one that is so already is not written', async () => {
  const { port, written, listed } = start([notice('a', 'owner', { readAt: 5 }), notice('b', 'owner')])
  await markNotifications(port, 'anna', { ids: ['a', 'b'], read: false })
  expect(written().map(({ id, values }) => [id, values['readAt']])).toEqual([['notification/a', null]])
  expect(listed).toHaveLength(1)
})

test('[REC-9] all unread ones are marked at once', async () => {
  const { port, written, listed } = start([
    notice('a', 'assignment', { group: 'g1' }),
    notice('b', 'owner', { readAt: 5 }),
    notice('c', 'owner'),
  ])
  await markNotifications(port, 'anna', { all: true, read: true })
  expect(written().map(({ id }) => id)).toEqual(['notification/a', 'notification/c'])
  expect(listed).toMatchObject([[true, { where: { test: 'is-unknown', property: 'notification.readAt' } }]])
})

test('[REC-9] what the store refuses is refused', async () => {
  const { port } = start([notice('a', 'owner')])
  const { problem } = new TenureError('storage.closed', 'The store is closed.', { store: 'memory' })
  const refusing = { ...(port as object), writer: { draft: async () => ({ ok: false, problem }) } }
  await expect(markNotifications(refusing as never, 'anna', { ids: ['a'], read: true })).rejects.toThrow('The store is closed.')
})
