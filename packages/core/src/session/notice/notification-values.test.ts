import { expect, test } from 'vitest'
import { describeChanges } from './notification-values.js'
import type { SeenNotice } from './seen-notices.js'

const options = [{ value: 'a', label: 'Agreed' }]
const company = {
  ...{ label: 'Company', title: 'name' },
  properties: [
    { name: 'csm', label: 'CSM', kind: 'user' },
    { name: 'state', label: 'State', kind: 'enumeration', options },
  ],
}
const c1 = { ref: { type: 'company', id: 'c1' }, version: '1', values: { name: 'Northwind', state: 'a' } }
const note = { ref: { type: 'note', id: 'n1' }, version: '1', values: { title: 'Hello' } }
/** A port whose records have this past, and what of it was asked. */
function start(past: unknown = []) {
  const asked: unknown[] = []
  const port = {
    askers: { get: (user: string) => `asker of ${user}` },
    directory: { name: (user: string) => (user === 'ben' ? 'Ben' : undefined) },
    reader: {
      histories: async (...given: readonly unknown[]) => {
        asked.push(given)
        if (past instanceof Error) throw past
        return past
      },
    },
    schema: () => new Map([['company', company]]),
  }
  return { asked, describe: (...seen: readonly SeenNotice[]) => describeChanges(port as never, 'anna', seen) }
}
const seen = (id: string, notice: object, more: object = {}): SeenNotice =>
  ({
    notice: { user: 'anna', about: c1.ref, ...notice },
    record: { ref: { type: 'notification', id }, version: '1', values: { at: 7 } },
    about: c1,
    ...more,
  }) as never
const least = { id: 'x', at: 7, read: false, about: { type: 'company', typeLabel: 'Company', id: 'c1', title: 'Northwind' } }

test('[REC-9] a notification names its record and its activity as they are called now, and who did it', async () => {
  const { describe, asked } = start()
  expect(await describe(seen('x', { kind: 'activity', by: 'ben' }, { activity: note }))).toEqual([
    { ...least, kind: 'activity', by: { id: 'ben', name: 'Ben' }, activity: { type: 'note', typeLabel: 'note', id: 'n1', title: null } },
  ])
  await describe(seen('x', { kind: 'assignment', property: 'csm' }))
  expect((await describe(seen('x', { kind: 'activity', by: 'gone' })))[0]?.by).toEqual({ id: 'gone', name: 'gone' })
  expect(asked).toEqual([])
})

test('[REC-9] what changed is read from the past of all records in one question, with its names', async () => {
  const entries = [
    { property: 'state', at: 6, before: 'x', value: 'y' },
    { property: 'csm', at: 7, before: 'x', value: 'y' },
    { property: 'state', at: 7, before: null, value: 'a' },
  ]
  const other = { ...c1, ref: { type: 'company', id: 'c2' } }
  const { describe, asked } = start([entries, [{ property: 'csm', at: 7, before: 'ben', value: null }]])
  const rows = await describe(
    seen('x', { kind: 'stage', property: 'state' }),
    seen('y', { kind: 'owner', property: 'csm' }, { about: other }),
    seen('z', { kind: 'health', property: 'gone' }),
    seen('w', { kind: 'assignment', property: 'csm' }),
  )
  expect(rows.map(({ property }) => property)).toEqual([
    { name: 'state', label: 'State', kind: 'enumeration', to: { value: 'a', label: 'Agreed' } },
    { name: 'csm', label: 'CSM', kind: 'user', from: { value: 'ben' } },
    undefined,
    { name: 'csm', label: 'CSM', kind: 'user', from: { value: 'x' }, to: { value: 'y' } },
  ])
  expect(asked).toEqual([['asker of anna', { type: 'company', ids: ['c1', 'c2'] }, ['state', 'csm', 'gone'], 50]])
})

test('[REC-9] [TSK-6] a reminder says the value of now, and a store without history none of the past', async () => {
  const { describe } = start(new Error('no history'))
  const [reminder, stage] = await describe(
    seen('x', { kind: 'reminder', property: 'state' }),
    seen('y', { kind: 'stage', property: 'state' }),
  )
  expect([reminder?.property, stage?.property]).toEqual([
    { name: 'state', label: 'State', kind: 'enumeration', to: { value: 'a', label: 'Agreed' } },
    { name: 'state', label: 'State', kind: 'enumeration' },
  ])
})

test('[REC-9] what was assigned together counts all and names the first twenty, and is read when all of it is', async () => {
  const { describe } = start()
  const readAt = (id: string, at: number | null) =>
    seen(id, { kind: 'assignment' }, { record: { ref: { type: 'notification', id }, values: { at: 7, readAt: at } } })
  const many = Array.from({ length: 21 }, (_, at) => readAt(`n${at}`, 8))
  const [row] = await describe({ ...readAt('x', 8), others: many })
  expect([row?.read, row?.others?.count, row?.others?.first.length, row?.others?.first[0]]).toEqual([true, 21, 20, least.about])
  const [open] = await describe({ ...readAt('x', 8), others: [readAt('y', 8), readAt('z', null)] })
  expect([open?.read, open?.others]).toEqual([false, { count: 2, first: [least.about, least.about] }])
  const [alone] = await describe(readAt('x', 8))
  expect(alone).toEqual({ ...least, kind: 'assignment', read: true })
})
