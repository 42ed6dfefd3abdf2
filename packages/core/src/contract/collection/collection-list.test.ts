import { type Observable, of, Subject, throwError } from 'rxjs'
import { expect, test } from 'vitest'
import { TenureError } from '../../errors/tenure-error.js'
import type { FilterData } from '../../query/filter-data.js'
import type { DynamicQuery } from '../records.js'
import { checkWhole, implementList, toCondition, toRefusal, withoutRemoved } from './collection-list.js'
import type { ListedView } from './listed-views.js'
import type { RunningCollection } from './running.js'

const known = new Set(['name', 'domain', 'arr'])
const open: FilterData = { test: 'is', property: 'company.lifecycle', value: 'customer' }
const mine: FilterData = { test: 'is', property: 'company.csm', value: 'me' }
const rich: FilterData = { test: 'is', property: 'company.arr', value: '1' }
const aView = (more: Partial<ListedView> = {}): ListedView => ({ id: 'acme.x/all', title: 'All', of: 'acme.x/companies', ...more }) as never
const collection = {
  contract: {
    id: 'acme.x/companies',
    of: { objectType: 'company' },
    always: ['name', 'arr'],
    list: { kind: 'provider', id: 'acme.x/list' },
  },
  ...{ searched: ['name', 'domain', 'phone'], linked: ['contacts.name'], isRemovable: false, grant: { key: 'records' } },
} as unknown as RunningCollection
const invalid = (...paths: readonly (readonly (string | number)[])[]) =>
  new TenureError('input.invalid', 'Wrong.', { issues: paths.map((path) => ({ path, message: 'No.' })) })
const problemOf = (error: unknown) => (error as TenureError).problem
const unusable =
  'The view Rich needs a property that you may not see, or that the workspace has not chosen. Choose another view; an administrator can choose the property in the settings.'

test('[VIEW-7] [VIEW-8] the condition of a view comes first, then the quick filters, the search, and what the user took out', () => {
  const view = aView({ where: open, without: ['c7'] })
  const all = toCondition(collection, view, { where: undefined, filters: [mine], search: ' north ' }, known)
  const search = {
    test: 'any',
    filters: ['name', 'domain'].map((name) => ({ test: 'contains', property: `company.${name}`, text: 'north' })),
  }
  const removed = { test: 'not', filter: { test: 'id-of', type: 'company', ids: ['c7'] } }
  expect(all).toEqual({ test: 'all', filters: [open, mine, search, removed] })
  const instead = toCondition(collection, view, { where: rich, filters: undefined, search: '  ' }, known)
  expect(instead).toEqual({ test: 'all', filters: [rich, removed] })
  expect(toCondition(collection, aView(), { where: undefined, filters: undefined, search: undefined }, known)).toEqual({
    test: 'all',
    filters: [],
  })
  expect([withoutRemoved('deal', {}), withoutRemoved('deal', { without: [] })]).toEqual([
    [],
    [{ test: 'not', filter: { test: 'id-of', type: 'deal', ids: [] } }],
  ])
})

test('[ACC-8] [VIEW-7] a view of whose condition the user may not see all is refused, unless a condition takes its place', () => {
  const lacking = (count: number) => aView({ title: 'Rich', saved: { lacking: count } as never })
  expect(() => checkWhole(lacking(1), { where: undefined })).toThrow(unusable)
  for (const [view, where] of [[lacking(0)], [lacking(1), rich], [aView()]] as const)
    expect(checkWhole(view, { where: where as FilterData | undefined })).toBeUndefined()
})

test('[VIEW-7] the refusal of a list names the view only where its own condition was refused', () => {
  const view = aView({ title: 'Rich', where: rich })
  const refused = (error: unknown, where?: FilterData, of = view) => toRefusal(error, of, { where })
  expect(problemOf(refused(invalid(['filters', 1, 'x'], ['filters', 0, 'property'])))).toEqual({
    ...{ code: 'input.invalid', message: unusable, details: { issues: [{ path: ['view'], message: unusable }] } },
  })
  const others = [invalid(['filters', 1]), invalid(['orderBy', 0]), invalid(), new Error('x')]
  for (const error of others) expect(refused(error)).toBe(error)
  const own = invalid(['filters', 0])
  expect(refused(own, undefined, aView())).toBe(own)
})

test('[VIEW-7] a condition in place of the view’s own is refused by its own places', () => {
  const view = aView({ where: open })
  const error = invalid(['filters', 0, 'filters', 2, 'property'], ['filters', 1], ['orderBy', 0])
  const refusal = toRefusal(error, view, { where: rich }) as TenureError
  const issues = [
    ['where', 'filters', 2, 'property'],
    ['filters', 1],
    ['orderBy', 0],
  ].map((path) => ({ path, message: 'No.' }))
  expect([refusal.problem, refusal.cause]).toEqual([{ code: 'input.invalid', message: 'Wrong.', details: { issues } }, error])
  const others = [new Error('x'), new TenureError('input.too-large', 'Too many.', { limit: 'x', max: 1 })]
  for (const each of others) expect(toRefusal(each, view, { where: rich })).toBe(each)
})

test('[SDK-9] what the store lacks is said of the view, whatever its condition', () => {
  const error = new TenureError('storage.refused', 'This store knows no links.', { capability: 'links' })
  for (const where of [undefined, rich]) {
    const refusal = toRefusal(error, aView({ title: 'Rich' }), { where }) as TenureError
    const message = 'The view Rich is empty. This store knows no links.'
    expect(refusal.problem).toEqual({ code: 'storage.refused', message, details: { capability: 'links' } })
  }
})

/** The list for one input, and the questions that it asks of the records. */
function watchList(
  input: object,
  { saved = [], answer = of({ rows: [], total: 0 }) }: { saved?: readonly object[]; answer?: unknown } = {},
) {
  const asked: unknown[] = []
  const properties = new Subject<readonly { readonly name: string }[]>()
  const records = {
    watchProperties: (...given: unknown[]) => {
      asked.push(given)
      return properties
    },
    watch: (query: DynamicQuery) => {
      asked.push(query)
      return answer
    },
  }
  const user = { saved, mostDefaults: 6, mayChoose: false, fit: () => ({ lacking: 0 }) }
  const view = {
    id: 'acme.x/all',
    title: 'All',
    of: 'acme.x/companies',
    where: open,
    orderBy: [{ by: 'company.arr' }, { by: 'company.gone' }],
  }
  const provider = implementList(collection) as unknown as { watch(given: object): Observable<unknown> }
  const answers: unknown[] = []
  const sources = { builtIn: { of: () => of([view]) }, saved: { of: () => of(user) }, removed: {} }
  provider
    .watch({ input, records, ...sources })
    .subscribe({ next: (each) => answers.push(each), error: (error) => answers.push(problemOf(error)) })
  properties.next([{ name: 'name' }, { name: 'arr' }, { name: 'domain' }])
  return { asked: asked.slice(1), first: asked[0], answers, properties }
}
const columns = ['name', 'domain', 'phone'].map((field) => ({ field }))
const where = { test: 'all', filters: [open] }
const base = { type: 'company', where, orderBy: [{ by: 'company.arr' }], limit: 100, select: ['name', 'arr'] }

test('[VIEW-1] [VIEW-10] a list asks for a hundred records in the order of its view, and counts them, unless it is taken page by page', () => {
  const { asked, first, answers } = watchList({})
  expect([first, asked]).toEqual([['company', ['contacts.name']], [{ ...base, offset: 0, count: true }]])
  expect(answers).toEqual([{ rows: [], total: 0, offset: 0 }])
  expect(watchList({ offset: 200, limit: 20 }).asked).toEqual([{ ...base, limit: 20, offset: 200, count: true }])
  expect(watchList({ after: '' }).asked).toEqual([base])
  expect(watchList({ after: 'cursor', offset: 5 }).asked).toEqual([{ ...base, after: 'cursor' }])
})

test('[VIEW-1] [REC-10] a caller chooses columns, order and the archive; columns that the user does not see are left out', () => {
  const sort = [{ property: 'name', direction: 'descending' }]
  const { asked } = watchList({ sort, columns: ['domain', 'phone', 'name'], archived: true, after: '' })
  const chosen = { select: ['name', 'arr', 'domain'], orderBy: [{ by: 'company.name', direction: 'descending' }], archived: 'only' }
  expect(asked).toEqual([{ ...base, ...chosen }])
  const saved = [{ id: 'own', title: 'Own', columns, audience: 'private', lacking: 0 }]
  expect(watchList({ view: 'own', after: '' }, { saved }).asked).toEqual([
    { ...base, where: { test: 'all', filters: [] }, orderBy: [], select: ['name', 'arr', 'domain'] },
  ])
})

test('[VIEW-1] the same window gives the same frozen answer to all, for each place in the list', async () => {
  const answer = of(Object.freeze({ rows: [], total: 3 }))
  const [one, two, other] = [{}, {}, { offset: 1 }].map((input) => watchList(input, { answer }).answers[0])
  expect([one === two, one === other, other, Object.isFrozen(one)]).toEqual([true, false, { rows: [], total: 3, offset: 1 }, true])
})

test('[VIEW-7] a list that is refused, or has no such view, says so', () => {
  const answer = throwError(() => invalid(['filters', 0]))
  expect(watchList({}, { answer }).answers).toMatchObject([{ code: 'input.invalid', details: { issues: [{ path: ['view'] }] } }])
  const message = 'There is no view acme.x/none of acme.x/companies. Choose one of its list.'
  expect(watchList({ view: 'acme.x/none' }).answers).toMatchObject([{ code: 'input.invalid', message }])
  const saved = [{ id: 'own', title: 'Rich', audience: 'private', lacking: 1 }]
  expect(watchList({ view: 'own' }, { saved })).toMatchObject({ asked: [], answers: [{ message: unusable }] })
})
