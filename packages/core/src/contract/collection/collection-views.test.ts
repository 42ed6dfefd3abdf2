import { BehaviorSubject, defer, type Observable, of, Subject, throwError } from 'rxjs'
import { expect, test } from 'vitest'
import { TenureError } from '../../errors/tenure-error.js'
import type { FilterData } from '../../query/filter-data.js'
import type { DynamicQuery } from '../records.js'
import { implementCards, implementViews } from './collection-views.js'
import type { RunningCollection } from './running.js'

const rich: FilterData = { test: 'is', property: 'company.arr', value: '1' }
const mine: FilterData = { test: 'is', property: 'company.csm', value: 'me' }
const collection = {
  contract: {
    ...{ id: 'acme.x/companies', of: { objectType: 'company' } },
    ...{ viewList: { kind: 'provider', id: 'acme.x/views' }, cardList: { kind: 'provider', id: 'acme.x/cards' } },
  },
  ...{ searched: [], linked: [], isRemovable: true, grant: { key: 'records' } },
} as unknown as RunningCollection
const all = { id: 'acme.x/all', title: 'All', of: 'acme.x/companies' }
const richest = {
  ...all,
  id: 'acme.x/rich',
  title: 'Rich',
  icon: 'money',
  description: 'Most of all.',
  where: rich,
  orderBy: [{ by: 'company.arr', direction: 'descending' }],
}
const aSaved = (id: string, more: object = {}) => ({
  ...{ id, title: id, audience: 'everyone', layout: 'table', owner: 'anna', version: '3', lacking: 0, may: { edit: true, share: true } },
  ...more,
})
type Answer = Observable<{ readonly total: number }>
interface Given {
  readonly saved?: readonly object[]
  readonly defaults?: readonly string[]
  readonly mayChoose?: boolean
  readonly removed?: readonly string[]
  readonly count?: (query: DynamicQuery) => Answer
}

/** What a provider of the views gives, and what it asks of the records. */
function watch(
  implement: typeof implementViews,
  { saved = [], defaults, mayChoose = false, removed = [], count = () => of({ total: 7 }) }: Given,
  input = {},
) {
  const asked: DynamicQuery[] = []
  const properties = new BehaviorSubject<unknown>([])
  const user = new BehaviorSubject({ saved, defaults, mostDefaults: 6, mayChoose, fit: () => ({ filter: 'fitted', lacking: 2 }) })
  const records = {
    watchProperties: () => properties,
    watch: (query: DynamicQuery) =>
      defer(() => {
        asked.push(query)
        return count(query)
      }),
  }
  const sources = { builtIn: { of: () => of([all, richest]) }, saved: { of: () => user }, removed: { of: () => of(removed) } }
  const provider = implement(collection) as unknown as { watch(given: object): Observable<readonly object[]> }
  const seen: (readonly object[])[] = []
  const errors: unknown[] = []
  provider.watch({ input, records, ...sources }).subscribe({ next: (views) => seen.push(views), error: (error) => errors.push(error) })
  return { asked, seen, errors, properties, user }
}
const may = { edit: false, share: false, default: false }

test('[VIEW-1] [VIEW-5] a built-in view is shown with its number, its place, its order, and what of its filter the user may see', () => {
  const { seen } = watch(implementViews, {})
  const base = { builtIn: true, total: 7, audience: 'everyone', may }
  expect(seen).toEqual([
    [
      { ...base, id: 'acme.x/all', title: 'All', place: 1 },
      {
        ...{ ...base, id: 'acme.x/rich', title: 'Rich', description: 'Most of all.', icon: 'money', place: 2 },
        ...{ filter: 'fitted', lacking: 2, sort: [{ property: 'arr', direction: 'descending' }] },
      },
    ],
  ])
})

test('[VIEW-2] [VIEW-3] a saved view says who may do what with it; only those who choose defaults may choose one that is shared', () => {
  const own = aSaved('own', {
    audience: 'private',
    filter: mine,
    sort: [{ property: 'name', direction: 'ascending' }],
    columns: [{ field: 'name' }],
  })
  const shared = aSaved('shared', { layout: 'board', description: 'For all.' })
  const shown = (mayChoose: boolean) => watch(implementViews, { saved: [own, shared], mayChoose }).seen[0]?.slice(2)
  const rest = { builtIn: false, total: 7, owner: 'anna', version: '3' }
  const mayAll = { edit: true, share: true }
  expect(shown(true)).toEqual([
    {
      ...{ ...rest, id: 'own', title: 'own', audience: 'private', filter: mine, layout: 'table', may: { ...mayAll, default: false } },
      ...{ columns: [{ field: 'name' }], sort: [{ property: 'name', direction: 'ascending' }] },
    },
    {
      ...rest,
      id: 'shared',
      title: 'shared',
      description: 'For all.',
      audience: 'everyone',
      layout: 'board',
      may: { ...mayAll, default: true },
    },
  ])
  expect(shown(false)).toMatchObject([{ may: { default: false } }, { may: { default: false } }])
})

test('[VIEW-10] a view is counted by its own filter, without what the user took out of the list; no row is asked for', () => {
  const { asked } = watch(implementViews, { removed: ['c7'] })
  const removed = { test: 'not', filter: { test: 'id-of', type: 'company', ids: ['c7'] } }
  const base = { type: 'company', select: [], orderBy: [], limit: 0, count: true }
  expect(asked).toEqual([
    { ...base, where: { test: 'all', filters: [removed] } },
    { ...base, where: { test: 'all', filters: [rich, removed] } },
  ])
  expect(watch(implementViews, {}).asked[0]).toEqual(base)
  expect(watch(implementViews, {}, { object: 'deal' }).asked[0]).toEqual({ ...base, about: 'deal' })
})

test('[ACC-8] a saved view of which the user may not see all is in the list without a number, and is not counted', () => {
  const { asked, seen } = watch(implementViews, { saved: [aSaved('s', { filter: mine, lacking: 1 })] })
  expect(seen[0]?.[2]).toMatchObject({ id: 's', total: null, lacking: 1 })
  expect(asked).toHaveLength(2)
})

test('[VIEW-7] [SEC-17] a view that cannot be counted has no number, until the properties of the type change; other failures are reported', () => {
  const errors = [
    new TenureError('input.invalid', 'Wrong.', { issues: [] }),
    new TenureError('storage.refused', 'No.', { capability: 'links' }),
    new TenureError('input.too-large', 'Too dear.', { limit: 'looks', max: 1 }),
  ]
  for (const error of errors) {
    let isFixed = false
    const count = (): Answer => (isFixed ? of({ total: 3 }) : throwError(() => error))
    const { seen, properties } = watch(implementViews, { count })
    expect(seen, error.code).toMatchObject([[{ total: null }, { total: null }]])
    isFixed = true
    properties.next([{ name: 'arr' }])
    expect(seen.at(-1)).toMatchObject([{ total: 3 }, { total: 3 }])
  }
  const gone = new Error('gone')
  expect(watch(implementViews, { count: () => throwError(() => gone) }).errors).toEqual([gone])
})

test('[BEY-1] a list of views is sent again only when something of it is another; a view that is renamed is not counted again', () => {
  const totals = new Subject<{ total: number }>()
  const saved = [aSaved('s')]
  const { asked, seen, properties, user } = watch(implementViews, { saved, count: () => totals })
  for (const total of [1, 1, 2]) totals.next({ total })
  expect(seen.map((views) => views.map((view) => (view as { total: number }).total)).at(-1)).toEqual([2, 2, 2])
  const before = seen.length
  user.next({ ...user.value, saved: [aSaved('s', { title: 'Renamed', version: '4' })] })
  expect([asked.length, seen.length, seen.at(-1)?.[2]]).toMatchObject([3, before + 1, { title: 'Renamed', total: 2 }])
  user.next({ ...user.value })
  expect(seen).toHaveLength(before + 1)
  user.next({ ...user.value, saved: [aSaved('s', { filter: mine })] })
  expect(asked).toHaveLength(4)
  properties.next([])
  expect(asked).toHaveLength(7)
})

test('[SUM-4] cards are the default views with their numbers; who may choose is offered the other shared ones, which are not counted', () => {
  const saved = [aSaved('shared'), aSaved('own', { audience: 'private' })]
  const cards = (mayChoose: boolean) => {
    const { asked, seen } = watch(implementCards, { saved, defaults: ['acme.x/rich'], mayChoose })
    return [asked.length, seen[0]?.map((view) => [(view as { id: string }).id, (view as { total: number | null }).total])]
  }
  expect(cards(false)).toEqual([1, [['acme.x/rich', 7]]])
  expect(cards(true)).toEqual([
    1,
    [
      ['acme.x/rich', 7],
      ['acme.x/all', null],
      ['shared', null],
    ],
  ])
})
