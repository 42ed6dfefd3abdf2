import { BehaviorSubject, firstValueFrom, map, of } from 'rxjs'
import { expect, test } from 'vitest'
import { systemPrincipal } from '../../access/principal.js'
import type { StoredRecord } from '../../storage/adapter.js'
import { foldAssigned, type SeenNotice, watchSeen } from './seen-notices.js'

const stored = (type: string, id: string, values: object = {}): StoredRecord => ({
  ref: { type, id },
  version: '1',
  values: values as never,
})
const notice = (id: string, values: object): StoredRecord => stored('notification', id, { user: 'anna', at: 7, ...values })
const assigned = (id: string, more: object = {}, about = 'company'): SeenNotice =>
  ({
    notice: { user: 'anna', kind: 'assignment', group: 'g1', about: { type: about, id }, ...more },
    ...{ record: stored('notification', id), about: stored(about, id) },
  }) as never

test('[REC-9] what was assigned in one act is one notification, in the place of the newest of it', () => {
  const [a, b, c, d, e, f, g] = [
    assigned('a'),
    assigned('b', { kind: 'owner' }),
    assigned('c'),
    assigned('d', { group: 'g2' }),
    assigned('e', { property: 'owner' }),
    assigned('f', {}, 'deal'),
    assigned('g', { group: undefined }),
  ] as const
  expect(foldAssigned([a, b, c, d, e, f, g])).toEqual([{ ...a, others: [c] }, b, d, e, f, g])
  expect([foldAssigned([]), foldAssigned([assigned('h', { group: undefined }), g])]).toEqual([[], [assigned('h', { group: undefined }), g]])
})

/** A host with these notifications and records; what is off is the user's choice. */
function start(
  own: readonly StoredRecord[],
  records: readonly StoredRecord[],
  more: { readonly hidden?: string; readonly off?: readonly string[] } = {},
) {
  const asked: unknown[] = []
  const preferences = new BehaviorSubject<readonly StoredRecord[]>([
    stored('preference', 'anna/0', { name: 'notifications', data: { off: more.off ?? [] } }),
  ])
  const principal = { ...systemPrincipal, system: false, user: 'anna', hidden: new Set([more.hidden ?? '']) }
  const company = { name: 'company', title: 'name' }
  const live = {
    watch: ({ bind }: { readonly bind: () => { readonly type: string; readonly where?: { readonly ids?: readonly string[] } } }) => {
      const query = bind()
      if (query.type === 'preference') return preferences.pipe(map((kept) => ({ records: kept })))
      asked.push(query)
      if (query.type === 'notification') return of({ records: own })
      if (query.type === 'gone') return of({ problem: { code: 'input.invalid', message: 'Gone.', details: {} } })
      return of({ records: records.filter(({ ref }) => ref.type === query.type && query.where?.ids?.includes(ref.id)) })
    },
  }
  const port = {
    live,
    askers: { get: () => ({ principal }) },
    access: {
      bind: (_: unknown, query: unknown) => query,
      type: () => company,
      resolve: ({ type, id }: { type: string; id: string }) => ({ type, id: id === 'old' ? 'c1' : id }),
    },
    schema: () => new Map([['company', company]]),
  }
  return { asked, preferences, watch: (where?: object) => watchSeen(port as never, 'anna', 20, where as never) }
}
const c1 = stored('company', 'c1', { name: 'Northwind' })
const n1 = stored('note', 'n1')

test('[REC-9] a notification is seen with its records as they are, and not where one of them may not be seen', async () => {
  const own = [
    notice('a', { kind: 'activity', name: 'company/c1', activity: 'note/n1' }),
    notice('b', { kind: 'owner', name: 'company/old', property: 'owner' }),
    notice('c', { kind: 'activity', name: 'company/c1', activity: 'note/none' }),
    notice('d', { kind: 'owner', name: 'company/none' }),
    notice('e', { kind: 'owner', name: 'gone/c1' }),
    notice('f', { kind: 'unknown', name: 'company/c1' }),
  ]
  const seen = await firstValueFrom(start(own, [c1, n1]).watch())
  expect(seen.map(({ record, about, activity }) => [record.ref.id, about.ref.id, activity?.ref.id])).toEqual([
    ['a', 'c1', 'n1'],
    ['b', 'c1', undefined],
  ])
  const narrow = await firstValueFrom(start(own, [c1, n1], { hidden: 'company.owner' }).watch())
  expect(narrow.map(({ record }) => record.ref.id)).toEqual(['a'])
  expect(await firstValueFrom(start([], []).watch())).toEqual([])
})

test('[REC-9] notifications are asked for newest first, of the kinds that are not off, and their records by type in one question', async () => {
  const own = [
    notice('a', { kind: 'owner', name: 'company/c1', property: 'csm' }),
    notice('b', { kind: 'owner', name: 'company/c2', property: 'owner' }),
  ]
  const where = { test: 'is-known', property: 'notification.readAt' }
  const { asked, watch } = start(own, [c1], { off: ['stage', 'reminder'] })
  await firstValueFrom(watch(where))
  const kinds = { test: 'any-of', property: 'notification.kind', values: ['activity', 'owner', 'health', 'assignment'] }
  expect(asked).toEqual([
    {
      type: 'notification',
      select: ['user', 'name', 'kind', 'property', 'activity', 'by', 'plugin', 'group', 'at', 'readAt'],
      ...{ where: { test: 'all', filters: [kinds, where] }, orderBy: [{ by: 'notification.at', direction: 'descending' }], limit: 20 },
    },
    { type: 'company', select: ['name', 'csm', 'owner'], where: { test: 'id-of', type: 'company', ids: ['c1', 'c2'] } },
  ])
})

test('[REC-9] who turned every kind off is notified of nothing, and choices that cannot be read are none', async () => {
  const off = ['activity', 'owner', 'stage', 'health', 'assignment', 'reminder']
  const { asked, watch, preferences } = start([notice('a', { kind: 'owner', name: 'company/c1' })], [c1], { off })
  const counts: number[] = []
  watch().subscribe((seen) => counts.push(seen.length))
  expect([counts, asked]).toEqual([[0], []])
  preferences.next([stored('preference', 'anna/0', { name: 'notifications', data: { off: 'all' } })])
  expect(counts).toEqual([0, 1])
  preferences.next([])
  expect([counts, asked.length]).toEqual([[0, 1], 2])
})
