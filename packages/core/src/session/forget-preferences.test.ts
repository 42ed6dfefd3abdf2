import { expect, test } from 'vitest'
import { systemAsker } from '../access/asker.js'
import { testDrafts } from '../records/test-drafts.js'
import type { Change } from '../storage/adapter.js'
import { startForgetting } from './forget-preferences.js'

const of = (type: string, id: string) => ({ type, id, values: { user: 'gone' } })
const all = [
  ...[of('preference', 'gone/0'), of('preference', 'gone/99'), of('preference', 'anna/0'), of('follow', 'f'), of('removal', 'r')],
  ...[of('notification', 'n'), of('notification', 'old'), of('view', 'v')],
]
const found: Readonly<Record<string, readonly string[]>> = { follow: ['f'], removal: ['r'], notification: ['n'], view: ['v', 'missing'] }
const isPrivate = { test: 'is-not', property: 'view.audience', value: 'everyone', missing: true }

interface Given {
  readonly owners?: Readonly<Record<string, readonly unknown[]>>
  readonly isBroken?: () => boolean
}
function start({ owners = {}, isBroken = () => false }: Given = {}) {
  const { writer, batches } = testDrafts(all)
  const [aggregates, lists, warnings]: [unknown[], unknown[], unknown[]] = [[], [], []]
  const options = {
    log: { warn: (...given: unknown[]) => warnings.push(given) },
    writer: {
      draft: (...given: Parameters<typeof writer.draft>) => (isBroken() ? Promise.reject(new Error('No disk.')) : writer.draft(...given)),
    },
    reader: {
      aggregate: async (_: unknown, query: { readonly type: string }) => {
        aggregates.push(query)
        return { groups: (owners[query.type] ?? []).map((user) => ({ by: [user], count: 1, measures: [] })) }
      },
      find: async (_: unknown, { id }: { readonly id: string }) => (id === 'anna' ? { ref: { type: 'user', id } } : undefined),
      list: async (by: unknown, query: { readonly type: string; readonly archived?: string }) => {
        lists.push([by === systemAsker, query])
        const ids = query.archived === 'only' ? ['old'] : (found[query.type] ?? [])
        return { records: ids.map((id) => ({ ref: { type: query.type, id } })), total: ids.length }
      },
    },
  }
  const started = startForgetting(options as never)
  return {
    started,
    batches,
    aggregates,
    lists,
    warnings,
    purged: () => batches.flatMap(({ records }) => records.map(({ id, is }) => `${is} ${id}`)),
  }
}
const erased = ['preference/gone/0', 'preference/gone/99', 'follow/f', 'removal/r', 'notification/n', 'notification/old', 'view/v'].map(
  (id) => `purge ${id}`,
)
const change = (id: string, more: Partial<Change> = {}): Change => ({
  ...{ ref: { type: 'user', id }, change: 'purge', version: '1', at: 0, changed: [] },
  ...more,
})
const turn = () => new Promise((resolve) => setImmediate(resolve))

test('[SEC-14] [PREF-3] the start asks for the owners of what people keep for themselves, and erases what nobody owns any more', async () => {
  const { started, aggregates, purged, batches } = start({
    owners: { preference: ['anna', null], view: ['gone', 'anna'], removal: ['gone'] },
  })
  await started
  const by = (property: string) => ({ type: property.split('.')[0], by: [{ property }] })
  expect(aggregates).toEqual([
    ...['preference.user', 'follow.user', 'removal.user', 'notification.user'].map(by),
    { ...by('view.owner'), where: isPrivate },
  ])
  expect(purged()).toEqual(erased)
  expect(batches[0]?.by).toEqual({ asker: systemAsker, actor: { source: 'system' } })
})

test('[SEC-14] [PREF-3] what a purged user kept is looked for in every place, archived notifications and private views too', async () => {
  const { started, lists, purged } = start()
  const { notice } = await started
  expect([lists, purged()]).toEqual([[], []])
  notice({ changes: [change('gone')] } as never)
  await turn()
  const is = (property: string) => ({ test: 'is', property, value: 'gone' })
  const query = (type: string) => ({ type, select: [], where: is(`${type}.user`) })
  expect(lists).toEqual(
    [
      ...[query('notification'), { ...query('notification'), archived: 'only' }, query('follow'), query('removal')],
      { type: 'view', select: [], where: { test: 'all', filters: [isPrivate, is('view.owner')] } },
    ].map((each) => [true, each]),
  )
  expect(purged()).toEqual(erased)
})

test('[SEC-14] only users who are purged are forgotten', async () => {
  const { started, purged } = start()
  const { notice } = await started
  notice({ changes: [change('gone', { change: 'archive' }), change('gone', { ref: { type: 'company', id: 'gone' } })] } as never)
  await turn()
  expect(purged()).toEqual([])
})

test('[SEC-14] what could not be erased while a host runs is in the log; at the start it is an error', async () => {
  let isBroken = false
  const { started, warnings } = start({ isBroken: () => isBroken })
  const { notice } = await started
  isBroken = true
  notice({ changes: [change('gone')] } as never)
  await turn()
  expect(warnings).toEqual([
    ['The preferences of a user who was purged could not be erased; the next start tries again.', { error: 'Error: No disk.' }],
  ])
  await expect(start({ owners: { follow: ['gone'] }, isBroken: () => true }).started).rejects.toThrow('No disk.')
})
