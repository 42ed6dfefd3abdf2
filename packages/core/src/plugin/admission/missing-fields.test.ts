import { of } from 'rxjs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Block } from '../../block/block.js'
import { cards } from '../../block/cards-block.js'
import { form } from '../../block/form-block.js'
import { stack } from '../../block/layout-block.js'
import { metric } from '../../block/metric-block.js'
import { onRow, table } from '../../block/table-block.js'
import { defineAction } from '../../contract/action.js'
import { defineView } from '../../contract/collection/collection-view.js'
import { defineProvider } from '../../contract/provider.js'
import { defineTab } from '../../contract/tab.js'
import { windowOf } from '../../schema/row.js'
import { definePlugin, use } from '../plugin.js'
import { admit } from './admission.js'
import { findMissingField } from './missing-fields.js'

const base = { permission: 'workspace.access' } as const
const row = z.strictObject({ id: z.string(), name: z.string(), 'companies.name': z.string() })
const list = defineProvider({
  ...base,
  id: 'acme.x/list',
  input: z.strictObject({ days: z.int().optional() }),
  output: windowOf(row),
  watch: () => of({ rows: [], total: 0 }),
})
const open = defineProvider({
  ...base,
  id: 'acme.x/open',
  output: z.strictObject({ rows: z.array(z.looseObject({ id: z.string() })), total: z.int() }),
  watch: () => of({ rows: [], total: 0 }),
})
const rename = defineAction({ ...base, id: 'acme.x/rename', title: 'Rename', input: z.strictObject({ id: z.string() }), run: () => {} })

async function refusalOf(contributed: {
  readonly block?: unknown
  readonly icon?: unknown
  readonly kind?: 'view'
}): Promise<string | undefined> {
  const { block = stack(), icon, kind } = contributed
  const named = icon === undefined ? {} : { icon: icon as 'users' }
  const shown =
    kind === 'view'
      ? defineView({ id: 'acme.x/v', title: 'V', of: 'acme.x/list', ...named })
      : defineTab({ id: 'acme.x/t', title: 'T', block: block as Block, ...named })
  const plugin = definePlugin({ id: 'acme.x', version: '1.0.0', host: '1.0', contributes: [list, open, rename, shown] })
  const admission = await admit(use(plugin), 'declared', { isThere: () => false, giverOf: () => undefined })
  return 'rejected' in admission ? admission.rejected.message : undefined
}
const written = <T extends object>(block: T, change: object): T => ({ ...block, ...change })

test('[SDK-3] a column that the rows do not have is refused, naming the block and the field', async () => {
  const good = table({ from: list, title: 'People', columns: ['name', 'companies.name'] })
  expect(await refusalOf({ block: stack(good) })).toBeUndefined()
  expect(await refusalOf({ block: stack(written(good, { columns: [{ field: 'nmae' }] })) })).toContain(
    'acme.x/t, the table block “People”: `columns` names "nmae", which is not in the rows of acme.x/list. It has id, name, companies.name.',
  )
})
test('[SDK-3] the fields of a metric, cards and an input are checked as well', async () => {
  const figure = metric({ from: list, value: 'total' })
  expect(await refusalOf({ block: figure })).toBeUndefined()
  expect(await refusalOf({ block: written(figure, { value: 'sum' }) })).toContain(
    'the metric block: `value` names "sum", which is not in the answer',
  )
  expect(await refusalOf({ block: written(figure, { input: { dyas: 3 } }) })).toContain(
    '`input` names "dyas", which is not in the input of',
  )
  const people = cards({ from: list, heading: 'name', fields: [] })
  expect(await refusalOf({ block: written(people, { heading: 'title' }) })).toContain('the cards block: `heading` names "title"')
})
test('[SDK-3] a row action reads fields that the row has and fills inputs that the action has', async () => {
  const good = table({ from: list, columns: [], rowActions: [onRow(rename, { id: 'id' })] })
  expect(await refusalOf({ block: good })).toBeUndefined()
  const filled = (fill: object) =>
    refusalOf({ block: written(good, { rowActions: [{ title: 'Rename', action: rename.id, fill, fields: [] }] }) })
  expect(await filled({ id: 'key' })).toContain('`rowActions` names "key", which is not in the rows of acme.x/list')
  expect(await filled({ name: 'id' })).toContain('`rowActions` names "name", which is not in the input of acme.x/rename')
  expect(await refusalOf({ block: written(form({ action: rename }), { input: { nope: 1 } }) })).toContain(
    'the form block “Rename”: `input` names "nope"',
  )
})
test('[SDK-3] rows that may have any field are not checked, nor are the answers of other plugins', async () => {
  expect(await refusalOf({ block: table({ from: open, columns: ['arr'] }) })).toBeUndefined()
  const other = { ...table({ from: list, columns: [] }), provider: 'acme.other/list', columns: [{ field: 'any' }] }
  expect(await refusalOf({ block: other })).toBeUndefined()
})
test('[SDK-3] an icon that the page cannot draw is refused for a tab and for a view', async () => {
  expect(await refusalOf({ icon: 'users' })).toBeUndefined()
  expect(await refusalOf({ icon: 'unicorn' })).toContain('its icon "unicorn" is none that the page can draw. It can draw activity,')
  expect(await refusalOf({ icon: 'unicorn', kind: 'view' })).toContain('acme.x/v: its icon "unicorn"')
})
test('[SDK-3] an invalid block is refused with the place in it', async () => {
  expect(await refusalOf({ block: { kind: 'constellation' } })).toContain('its block is none that this host knows')
  expect(await refusalOf({ block: stack(written(metric({ from: list, value: 'total' }), { format: 'roman' })) })).toContain(
    'children.0.format',
  )
})
test('[SDK-3] answers that are lists, or are known only by their JSON Schema, are looked into as well', () => {
  const of = (source: object, where: 'rows' | 'answer' | 'input', ...fields: readonly string[]) => {
    const own = [{ contribution: 1, kind: 'provider', id: 'acme.x/p', ...source }] as never
    return findMissingField({ name: 'The block', references: [{ kind: 'provider', id: 'acme.x/p', part: 'columns', where, fields }] }, own)
  }
  const item = z.strictObject({ id: z.string(), name: z.string() })
  const says = (place: string, has: string) => `The block: \`columns\` names "arr", which is not in the ${place} of acme.x/p. ${has}`
  const has = 'It has id, name.'
  for (const output of [z.array(item), z.array(item).readonly(), z.strictObject({ rows: z.array(item) }).readonly()]) {
    expect(of({ output }, 'rows', 'id', 'name')).toBeUndefined()
    expect(of({ output }, 'rows', 'id', 'arr')).toBe(says('rows', has))
  }
  expect(of({ output: item.readonly() }, 'answer', 'arr')).toBe(says('answer', has))
  expect(of({ output: z.string() }, 'answer', 'arr')).toBe(says('answer', 'It has no fields.'))
  expect(of({ output: z.strictObject({}).readonly() }, 'answer', 'arr')).toBe(says('answer', 'It has no fields.'))
  expect(of({ input: item.readonly() }, 'input', 'arr')).toBe(says('input', has))
  expect(of({}, 'input', 'arr')).toBe(says('input', 'It has no fields.'))
})
test('[SDK-3] what may have any field, or cannot be described, is not checked', () => {
  const of = (output: unknown, where: 'rows' | 'answer') => {
    const own = [{ contribution: 1, kind: 'provider', id: 'acme.x/p', output }] as never
    const reference = { kind: 'provider', id: 'acme.x/p', part: 'columns', where, fields: ['arr'] } as const
    return findMissingField({ name: 'The block', references: [reference] }, own)
  }
  expect(of(undefined, 'answer')).toBeUndefined()
  expect(of(z.any(), 'answer')).toBeUndefined()
  expect(of(z.looseObject({}), 'answer')).toBeUndefined()
  expect(of(z.looseObject({}).readonly(), 'answer')).toBeUndefined()
  expect(of(z.union([z.string(), z.int()]), 'answer')).toBeUndefined()
  expect(of({ '~standard': { version: 1 } }, 'answer')).toBeUndefined()
  expect(of(z.strictObject({ rows: z.string() }), 'rows')).toBeUndefined()
  expect(of(z.string(), 'rows')).toBeUndefined()
})
