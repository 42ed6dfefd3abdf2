import { expect, test } from 'vitest'
import { z } from 'zod'
import { type Block, blockSchema, flattenBlock, nameOfBlock, referencesOf, schemas } from './block.js'
import { custom, tagOf } from './custom-block.js'
import { grid, overview, slot, stack } from './layout-block.js'
import { metric } from './metric-block.js'
import { toSourced } from './source.js'

const source = { provider: 'acme.x/list' } as const
const table = { kind: 'table', ...source, columns: [{ field: 'name' }], rowActions: [] } as const satisfies Block
const number = { kind: 'metric', ...source, value: 'count' } as const satisfies Block
const area = (block: Block) => ({ columns: 6, block })
const board = {
  ...{ kind: 'board', table, layouts: [{ layout: 'x', title: 'X', block: number }] },
} as never as Block
const fields = (block: Block) =>
  referencesOf(block).map(({ kind, id, part, where, fields: names }) => [kind, id, part, where, ...names].join(' '))

test('[SDK-3] a block is found with all that lie in it, the outermost first', () => {
  const inner = stack(number, grid(table))
  const ofCustom = { kind: 'custom', ...source, element: 'acme.x/own', fallback: table } as const
  expect(flattenBlock(table)).toEqual([table])
  expect(flattenBlock(stack(inner, table))).toEqual([stack(inner, table), inner, number, grid(table), table, table])
  expect(flattenBlock(ofCustom)).toEqual([ofCustom, table])
  expect(flattenBlock(board)).toEqual([board, table, number])
  const { layouts: _, ...plain } = board as never as { layouts: unknown }
  expect(flattenBlock(plain as never)).toEqual([plain, table])
  const sheet: Block = { kind: 'overview', point: 'p', areas: [area(grid(number)), area(table)] }
  expect(flattenBlock(sheet)).toEqual([sheet, grid(number), number, table])
  const empty: Block = { kind: 'overview', point: 'p' }
  expect(flattenBlock(empty)).toEqual([empty])
  const feed = { kind: 'feed', ...source, at: 'at', text: 'text' } as never as Block
  expect([flattenBlock(feed), flattenBlock({ ...feed, list: { table } } as never)]).toEqual([[feed], [{ ...feed, list: { table } }, table]])
  expect(flattenBlock({ ...feed, list: {} } as never)).toHaveLength(1)
})

test('[SDK-3] a block names the fields that it expects of its provider, its action and its element', () => {
  const asked = { ...source, input: { days: 90 }, controls: [{ field: 'mood', kind: 'text', required: false }] } as const
  const input = 'provider acme.x/list input input days mood'
  expect(fields({ ...number, ...asked })).toEqual([input, 'provider acme.x/list value answer count'])
  expect(fields({ kind: 'detail', ...asked, fields: [{ field: 'name' }, { field: 'arr' }] })).toEqual([
    input,
    'provider acme.x/list fields answer name arr',
  ])
  expect(fields({ kind: 'cards', ...asked, heading: 'name', fields: [{ field: 'arr' }] })).toEqual([
    input,
    'provider acme.x/list heading rows name',
    'provider acme.x/list fields rows arr',
  ])
  expect(fields({ kind: 'custom', ...source, element: 'acme.x/own', fallback: table })).toEqual([
    'provider acme.x/list input input',
    'element acme.x/own element answer',
  ])
  const form = { kind: 'form', action: 'acme.x/act', title: 'Act', input: { a: 1 } } as const
  expect(fields({ ...form, fields: [{ field: 'name', kind: 'text', required: true }] } as never)).toEqual([
    'action acme.x/act fields input name',
    'action acme.x/act input input a',
  ])
  for (const block of [stack(table), grid(table), { kind: 'slot', point: 'p' }, { kind: 'overview', point: 'p' }] as const)
    expect(referencesOf(block)).toEqual([])
})

test('[SDK-3] every kind of block says what it reads', () => {
  const feed = { kind: 'feed', ...source, at: 'at', text: 'text' } as never as Block
  const calendar = { kind: 'calendar', ...source, linked: 'acme.x/linked', moves: 'acme.x/move' } as never as Block
  const bars = { kind: 'chart', ...source, category: { field: 'month' }, series: [{ field: 'sum' }] } as never as Block
  const parts = (block: Block) => referencesOf(block).map(({ part }) => part)
  expect(parts(table)).toContain('columns')
  expect(parts({ ...board, pipelines: 'acme.x/pipes', groups: 'acme.x/groups' } as never)).toEqual(['input', 'pipelines', 'groups'])
  expect(parts(feed)).toEqual(['input', 'at', 'text'])
  expect(parts(calendar)).toEqual(['days', 'items', 'linked', 'moves'])
  expect(parts(bars)).toEqual(['input', 'category', 'series', 'by', 'levels', 'opens'])
})

test('[SDK-3] a message calls a block by its kind, and by its title where it has one', () => {
  expect([nameOfBlock(table), nameOfBlock({ ...table, title: 'Renewals' })]).toEqual(['the table block', 'the table block “Renewals”'])
})

test('[SDK-3] only blocks of the vocabulary are blocks, in each other as well', () => {
  const parses = (block: unknown) => blockSchema.safeParse(block).success
  for (const block of [table, number, stack(table), grid(stack(number)), { kind: 'slot', point: 'p' }])
    expect([block, parses(block)]).toEqual([block, true])
  expect(parses({ kind: 'overview', title: 'Today', point: 'p', areas: [area(table)] })).toBe(true)
  expect(parses({ kind: 'custom', ...source, element: 'acme.x/own', whole: true, calls: ['acme.x/a'], fallback: table })).toBe(true)
  const own = { kind: 'custom', ...source, element: 'acme.x/own', fallback: table }
  for (const block of [
    { kind: 'html' },
    { ...table, more: 1 },
    stack({ kind: 'html' }),
    { ...own, fallback: own },
    { ...own, element: 'own' },
  ])
    expect([block, parses(block)]).toEqual([block, false])
  for (const columns of [1, 13, 2.5]) expect(parses({ kind: 'overview', point: 'p', areas: [{ columns, block: table }] })).toBe(false)
  for (const columns of [2, 12]) expect(parses({ kind: 'overview', point: 'p', areas: [{ columns, block: table }] })).toBe(true)
  expect(schemas.block.safeParse(table).success).toBe(true)
  expect(schemas.filter.safeParse({ test: 'is-known', property: 'company.name' }).success).toBe(true)
})

test('[SDK-3] each kind of block is one of the vocabulary', () => {
  const column = { field: 'name' }
  const all = [
    { kind: 'detail', ...source, fields: [column] },
    { kind: 'cards', ...source, heading: 'name', fields: [column] },
    { kind: 'feed', ...source, at: 'at', text: 'text' },
    { kind: 'calendar', ...source },
    { kind: 'form', action: 'acme.x/act', fields: [] },
    { kind: 'chart', ...source, shape: 'bars', category: column, series: [column] },
    { kind: 'board', table, pipelines: 'acme.x/pipes', groups: 'acme.x/groups', fields: [column] },
  ]
  for (const block of all) expect([block.kind, blockSchema.safeParse(block).error?.issues ?? []]).toEqual([block.kind, []])
})

const from = { kind: 'provider', id: 'acme.x/list', output: z.strictObject({ count: z.int() }) } as const
test('[SDK-3] a block reads from a provider by its id, with its input and what the person may change', () => {
  const input = z.strictObject({ days: z.int().default(90), mood: z.string().optional() })
  expect(toSourced({ from })).toEqual({ provider: 'acme.x/list' })
  expect(Object.keys(toSourced({ from, input: undefined, controls: [] }))).toEqual(['provider'])
  expect(toSourced({ title: '', from, input: 'text' })).toEqual({ title: '', provider: 'acme.x/list' })
  expect(toSourced({ from: { ...from, input }, title: 'Soon', input: { days: 30 }, controls: ['days'] })).toEqual({
    ...{ title: 'Soon', provider: 'acme.x/list', input: { days: 30 } },
    controls: [expect.objectContaining({ field: 'days', kind: 'integer', initial: 30 })],
  })
})

test('[SDK-3] an element has a tag after its id, and its block what it calls and its fallback', () => {
  expect(tagOf('acme.renewals/strip')).toBe('acme-renewals-strip')
  const element = { kind: 'element', id: 'acme.x/own' } as const
  const fallback = metric({ from, value: 'count' })
  expect(custom({ from, element, fallback })).toStrictEqual({ kind: 'custom', ...source, element: 'acme.x/own', fallback })
  expect(custom({ from, element: { ...element, calls: ['acme.x/a'] }, fallback, whole: true })).toStrictEqual({
    ...{ kind: 'custom', ...source, element: 'acme.x/own', calls: ['acme.x/a'], whole: true, fallback },
  })
})

test('[SDK-3] slots and overviews name the point that others give to; layouts hold their blocks in order', () => {
  const point = { key: 'acme.x/point', item: z.any() as never }
  expect([slot(point), overview(point)]).toEqual([
    { kind: 'slot', point: 'acme.x/point' },
    { kind: 'overview', point: 'acme.x/point' },
  ])
  expect([stack(number, table), grid(table)]).toEqual([
    { kind: 'stack', children: [number, table] },
    { kind: 'grid', children: [table] },
  ])
})
