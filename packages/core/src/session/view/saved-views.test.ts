import { firstValueFrom, Subject } from 'rxjs'
import { expect, test } from 'vitest'
import { always, never } from '../../access/policy.js'
import { type Principal, systemPrincipal } from '../../access/principal.js'
import { TenureError } from '../../errors/tenure-error.js'
import type { Values } from '../../schema/value.js'
import type { WorkspaceChange } from '../../workspace/change.js'
import { createViewBook } from '../../workspace/view-book.js'
import { openSavedViews } from './saved-views.js'

const mine = { name: 'Mine', collection: 'customers', owner: 'anna', audience: 'private' }
const shared = { ...mine, name: 'Ours', audience: 'everyone', workspace: 'main' }
/** What one user sees of views; `hidden` are properties that cannot be asked, `writes` may the user what is seen. */
function start(
  stored: Readonly<Record<string, Values>>,
  more: { readonly hidden?: string; readonly writes?: unknown; readonly principal?: Partial<Principal> } = {},
) {
  const changes = new Subject<WorkspaceChange>()
  const list = { ref: { type: 'defaultViews', id: 'main/customers' }, version: '1', values: { views: ['b', 'a'] } }
  const records = Object.entries(stored).map(([id, values]) => ({ ref: { type: 'view', id }, version: `v${id}`, values }))
  let reads = 0
  const principal = { ...systemPrincipal, user: 'anna', ...more.principal }
  const port = {
    ...{ changes, mostDefaults: 3, views: createViewBook([...records, list]) },
    access: {
      bindFilter: (_: unknown, filter: object) => {
        if (more.hidden !== undefined && JSON.stringify(filter).includes(more.hidden))
          throw new TenureError('input.invalid', 'No.', { issues: [] })
      },
      type: () => ({ name: 'company', properties: [] }),
      policy: (_: unknown, __: string, action: string) => (action === 'view' ? always : (more.writes ?? always)),
    },
    askers: {
      get: () => {
        reads += 1
        return { principal, workspace: 'main' }
      },
    },
    directory: { name: (user: string) => (user === 'anna' ? 'Anna' : undefined) },
  } as never
  const views = openSavedViews(port, 'anna').of({ id: 'customers', objectType: 'customer' })
  return { changes, views, reads: () => reads }
}
const seenOf = (...given: Parameters<typeof start>) => firstValueFrom(start(...given).views)

test('[VIEW-1] views are listed by their names, those of everybody first, and those of one name by their ids', async () => {
  const stored = {
    d: { ...mine, name: 'b' },
    c: { ...mine, name: 'B' },
    z: { ...mine, name: 'a' },
    y: { ...mine, name: 'a' },
    x: shared,
    o: { ...mine, collection: 'deals' },
  }
  const { saved, defaults, mostDefaults } = await seenOf(stored)
  expect(saved.map(({ id }) => id)).toEqual(['x', 'y', 'z', 'd', 'c'])
  expect([defaults, mostDefaults]).toEqual([['b', 'a'], 3])
})

test('[VIEW-1] a view says what it shows, who made it and what its user may do with it', async () => {
  const columns = [{ field: 'name', width: 100 }, { field: 'arr' }]
  const sort = [{ property: 'arr', direction: 'descending' }]
  const filter = { test: 'is-known', property: 'customer.arr' }
  const whole = { ...shared, description: 'For all', layout: 'board', columns, sort, filter } as unknown as Values
  const may = { edit: true, share: true }
  const owner = { id: 'anna', name: 'Anna' }
  expect((await seenOf({ a: whole })).saved).toEqual([
    ...[
      {
        id: 'a',
        title: 'Ours',
        audience: 'everyone',
        filter,
        lacking: 0,
        description: 'For all',
        columns,
        sort,
        layout: 'board',
        owner,
        version: 'va',
        may,
      },
    ],
  ])
  const bare = { ...mine, name: null, owner: 'gone', description: '', layout: 'other', columns: 'all' }
  expect((await seenOf({ a: bare }, { writes: never })).saved).toEqual([
    ...[
      {
        id: 'a',
        title: '',
        audience: 'private',
        lacking: 0,
        layout: 'table',
        owner: { id: 'gone', name: '' },
        version: 'va',
        may: { edit: false, share: false },
      },
    ],
  ])
})

test('[VIEW-6] what a user may not ask by is left out of a view, and how much of its filter is lacking is said', async () => {
  const columns = [{ field: 'name' }, { field: 'arr' }]
  const sort = [{ property: 'arr', direction: 'descending' }]
  const filter = { test: 'is-known', property: 'customer.arr' }
  const [view] = (await seenOf({ a: { ...mine, columns, sort, filter } as unknown as Values }, { hidden: 'arr' })).saved
  expect([view?.columns, view?.sort, view?.filter, view?.lacking]).toEqual([[{ field: 'name' }], undefined, undefined, 1])
})

test('[VIEW-2] [VIEW-11] a view is shared, or private again, by those who may write it before and after', async () => {
  const isPrivate = { atom: 0, test: 'is', property: 'audience', kind: 'enumeration', value: 'private' }
  const { saved, mayChoose } = await seenOf({ a: mine, b: shared }, { writes: isPrivate, principal: { system: false, superAdmin: false } })
  expect(saved.map(({ id, may }) => [id, may])).toEqual([
    ['b', { edit: false, share: false }],
    ['a', { edit: true, share: false }],
  ])
  expect([mayChoose, (await seenOf({})).mayChoose]).toEqual([false, true])
})

test('[VIEW-1] views follow changes of this list, of object types and of this user', () => {
  const { changes, views, reads } = start({ a: mine })
  views.subscribe()
  for (const change of [{ views: new Set(['deals']) }, { users: new Set(['ben']) }, { section: 'x' }]) changes.next(change)
  expect(reads()).toBe(1)
  for (const change of [{ views: new Set(['customers']) }, { users: new Set(['anna']) }, { types: new Set(['x']) }]) changes.next(change)
  expect(reads()).toBe(4)
})
