import { expect, test } from 'vitest'
import { TenureError } from '../../errors/tenure-error.js'
import type { Values } from '../../schema/value.js'
import { createViewBook } from '../../workspace/view-book.js'
import { mostViews, tooMany, type ViewRulesPort, viewRules } from './view-rules.js'

const mine = { name: 'Mine', collection: 'customers', owner: 'anna', audience: 'private' }
const shared = { ...mine, name: 'Ours', audience: 'everyone', workspace: 'main', description: 'What it is for' }
type Write = readonly [id: string, before: Values | undefined, after: Values | undefined, type?: string]
interface World {
  readonly stored?: Readonly<Record<string, Values>>
  readonly defaults?: readonly string[]
  readonly system?: boolean
  readonly pipelines?: boolean
  readonly fails?: unknown
}
function start({ stored = {}, defaults, system = false, pipelines = false, fails }: World = {}) {
  const records = Object.entries(stored).map(([id, values]) => ({ ref: { type: 'view', id }, version: '1', values }))
  const list = { ref: { type: 'defaultViews', id: 'main/customers' }, version: '1', values: { views: defaults ?? [] } }
  const bound: unknown[] = []
  const port = {
    views: createViewBook([...records, ...(defaults ? [list] : [])]),
    ...{ mostDefaults: 2, typeOf: (collection: string) => (collection === 'customers' ? 'customer' : undefined) },
    access: {
      type: () => ({ name: 'company', plural: 'Companies', ...(pipelines && { pipelines: [] }) }),
      bind: (_: unknown, query: unknown) => {
        bound.push(query)
        if (fails !== undefined) throw fails
      },
    },
  } as unknown as ViewRulesPort
  const issuesOf = (...writes: readonly Write[]) =>
    viewRules(port, {
      asker: { principal: { system } },
      records: writes.map(([id, before, after, type = 'view']) => ({ ref: { type, id }, before, after })),
    } as never).map(({ path, message }) => [...path, message])
  return { issuesOf, bound }
}
const listOf = (views: readonly string[], more: Values = {}): Values => ({
  ...{ workspace: 'main', collection: 'customers', audience: 'everyone', views: [...views] },
  ...more,
})

test('[VIEW-1] a view has a name, an owner, columns and an order that can be read, and stays with its list', () => {
  const { issuesOf } = start()
  expect(issuesOf(['v', undefined, mine])).toEqual([])
  expect(issuesOf(['v', undefined, { ...mine, name: ' ', columns: [], sort: [{ property: 'x' }], description: 'x'.repeat(501) }])).toEqual([
    ['name', 'A view needs a name.'],
    ['description', 'The description of a view has at most 500 characters.'],
    ['columns', 'A view has at least one column.'],
    ['sort', expect.any(String)],
  ])
  expect(issuesOf(['v', undefined, { ...mine, owner: null }])).toEqual([['owner', 'A view has an owner.']])
  expect(issuesOf(['v', undefined, { ...shared, workspace: null }])).toEqual([['workspace', 'A shared view belongs to a workspace.']])
  expect(issuesOf(['v', { ...mine, collection: 'deals' }, mine])).toEqual([['collection', 'A view stays with its list.']])
  expect(issuesOf(['v', mine, undefined])).toEqual([])
})

test('[VIEW-1] what a view shows can be asked by its user of the type of its list', () => {
  const filter = { test: 'is-known', property: 'customer.arr' }
  const sort = [{ property: 'arr', direction: 'descending' }]
  const { issuesOf, bound } = start()
  expect(issuesOf(['v', undefined, { ...mine, filter, sort } as never])).toEqual([])
  expect(bound).toEqual([{ type: 'company', select: [], where: filter, orderBy: [{ by: 'customer.arr', direction: 'descending' }] }])
  const refused = start({ fails: new TenureError('input.invalid', 'There is no property arr.', { issues: [] }) })
  expect(refused.issuesOf(['v', undefined, { ...mine, sort } as never])).toEqual([['filter', 'There is no property arr.']])
  expect(() => start({ fails: new Error('broken') }).issuesOf(['v', undefined, { ...mine, sort } as never])).toThrow('broken')
  expect(issuesOf(['v', undefined, { ...mine, filter: { test: 'no test' } }])).toEqual([['filter', expect.any(String)]])
})

test('[VIEW-1] only what changes of a view has to fit, and nothing of one that the system brings back', () => {
  const fails = new TenureError('input.invalid', 'No.', { issues: [] })
  const sorted = { ...mine, layout: 'table', sort: [{ property: 'arr', direction: 'descending' }] } as unknown as Values
  const { issuesOf, bound } = start({ fails })
  expect(issuesOf(['v', sorted, { ...sorted, name: 'Other' }])).toEqual([])
  expect(issuesOf(['v', { ...sorted, layout: 'board' }, sorted])).toEqual([['filter', 'No.']])
  expect(bound).toEqual([{ type: 'company', select: [], orderBy: [] }])
  expect(start({ fails, system: true }).issuesOf(['v', undefined, sorted])).toEqual([])
  const gone = { ...mine, collection: 'gone' }
  expect(issuesOf(['v', undefined, gone])).toEqual([['collection', 'There is no list gone, or its plugin does not run.']])
})

test('[VIEW-1] a board needs a pipeline', () => {
  const board = { ...mine, layout: 'board' }
  expect(start().issuesOf(['v', undefined, board])).toEqual([['layout', 'Companies have no pipeline, so they have no board.']])
  expect(start({ pipelines: true }).issuesOf(['v', undefined, board])).toEqual([])
})

test('[VIEW-6] a user has up to a hundred views of a list, and a workspace as many that are shared', () => {
  const many = (values: Values, count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`v${at}`, values]))
  const full = (whose: string) => [['audience', `${whose} 100 views of this list, which is as many as are kept. Delete one first.`]]
  expect(mostViews).toBe(100)
  expect(start({ stored: many(mine, 99) }).issuesOf(['new', undefined, mine])).toEqual([])
  const { issuesOf } = start({ stored: many(mine, 100) })
  expect(issuesOf(['new', undefined, mine])).toEqual(full('You have'))
  expect(issuesOf(['v0', shared, mine])).toEqual([])
  expect(issuesOf(['new', undefined, { ...mine, owner: 'ben' }])).toEqual([])
  expect(issuesOf(['new', undefined, shared])).toEqual([])
  expect(issuesOf(['new', mine, { ...mine, name: 'Other' }])).toEqual([])
  const ours = start({ stored: many(shared, 100) })
  expect(ours.issuesOf(['new', mine, shared])).toEqual(full('The workspace has'))
  expect(ours.issuesOf(['new', undefined, { ...shared, workspace: 'other' }])).toEqual([])
})

test('[VIEW-11] default views are shared, described, one record for each list, each once and no more than there may be', () => {
  const other = { ...shared, workspace: 'other' }
  const { issuesOf } = start({ stored: { a: shared, b: shared, c: { ...shared, description: ' ' }, d: mine, e: other } })
  const of = (views: readonly string[], more: Values = {}, id = 'main/customers') =>
    issuesOf([id, undefined, listOf(views, more), 'defaultViews'])
  const one = ['collection', 'The default views of a list are one record for each workspace. Use the action for them.']
  const share = ['views', 'Only views that everyone in the workspace sees can be default. Share the view first.']
  expect([of(['a', 'b']), of(['gone']), of([], {}, 'x'), of([], { audience: 'private' })]).toEqual([[], [], [one], [one]])
  expect(of(['a', 'b', 'gone'])).toEqual([['views', tooMany(2)]])
  expect(tooMany(2)).toBe('At most 2 views are default. Take one off first.')
  expect(of(['a', 'a'])).toEqual([['views', 'A view is a default one once.']])
  expect([of(['d']), of(['e'])]).toEqual([[share], [share]])
  expect(of(['c'])).toEqual([['description', 'A default view needs a description: say what Ours is for.']])
  expect(issuesOf(['main/customers', listOf(['a']), undefined, 'defaultViews'])).toEqual([])
  expect(issuesOf(['d', mine, shared], ['main/customers', undefined, listOf(['d']), 'defaultViews'])).toEqual([])
})

test('[VIEW-11] a default view keeps its place only while it is shared and described', () => {
  const { issuesOf } = start({ stored: { a: shared, b: shared }, defaults: ['a'] })
  const described = { ...shared, description: null }
  const taken = ['audience', 'Mine is a default view. Take it off the defaults first.']
  expect(issuesOf(['a', shared, mine])).toEqual([taken])
  expect(issuesOf(['a', shared, described])).toEqual([['description', 'A default view needs a description: say what Ours is for.']])
  expect([issuesOf(['b', shared, mine]), issuesOf(['a', shared, { ...shared, name: 'Other' }])]).toEqual([[], []])
  expect(issuesOf(['a', shared, mine], ['main/customers', listOf(['a']), listOf([]), 'defaultViews'])).toEqual([])
  expect(start({ stored: { a: shared } }).issuesOf(['a', shared, mine])).toEqual([])
})
