import { of } from 'rxjs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { type Block, schemas } from '../../block/block.js'
import { stack } from '../../block/layout-block.js'
import { metric } from '../../block/metric-block.js'
import { currentRecord } from '../../block/source.js'
import { table } from '../../block/table-block.js'
import { defineAction } from '../../contract/action.js'
import type { Contribution } from '../../contract/contribution.js'
import { RecordActions, RecordSections, recordAction } from '../../contract/page/record-parts.js'
import { contribute, definePoint } from '../../contract/point.js'
import { defineProvider } from '../../contract/provider.js'
import { defineTab } from '../../contract/tab.js'
import { windowOf } from '../../schema/row.js'
import { definePlugin, use } from '../plugin.js'
import { admit, shownBy } from './admission.js'

const base = { permission: 'workspace.access' } as const
const calls = defineProvider({
  ...base,
  id: 'acme.x/calls',
  input: z.strictObject({ record: schemas.recordId }),
  output: windowOf(z.strictObject({ id: schemas.recordId, name: z.string() })),
  watch: () => of({ rows: [], total: 0 }),
})
const plan = defineAction({
  ...base,
  id: 'acme.x/plan',
  title: 'Plan',
  input: z.strictObject({ record: schemas.recordId, note: z.string() }),
  run: () => {},
})
const section = {
  id: 'acme.x/section',
  title: 'Calls',
  block: table({ from: calls, input: { record: currentRecord }, columns: ['name'] }),
} as const
const action = { id: 'acme.x/action', ...recordAction({ action: plan, fill: { record: 'id' } }) } as const
const blocks = definePoint({ key: 'acme.page/blocks@1', item: z.looseObject({ block: schemas.block }) })

async function refusalOf(item: Contribution, given: readonly Contribution[] = [calls, plan]): Promise<string | undefined> {
  const plugin = definePlugin({ id: 'acme.x', version: '1.0.0', host: '1.0', contributes: [...given, item] })
  const admission = await admit(use(plugin), 'declared', { isThere: () => false, giverOf: () => undefined })
  return 'rejected' in admission ? admission.rejected.message : undefined
}

test('[REC-5] a section and an action of the preview that name what is there are admitted', async () => {
  expect(await refusalOf(contribute(RecordSections, section))).toBeUndefined()
  expect(await refusalOf(contribute(RecordActions, action))).toBeUndefined()
})
test('[REC-5] a section or an action of the preview that names what the plugin does not contribute is refused by name', async () => {
  expect(await refusalOf(contribute(RecordSections, section), [plan])).toContain(
    'acme.x/section shows the provider acme.x/calls, which the plugin does not contribute',
  )
  expect(await refusalOf(contribute(RecordActions, action), [calls])).toContain(
    'acme.x/action shows the action acme.x/plan, which the plugin does not contribute',
  )
})
test('[REC-5] a field that the source of a section or the input of an action does not have is refused by name', async () => {
  const block = { ...section.block, columns: [{ field: 'nmae' }] }
  expect(await refusalOf(contribute(RecordSections, { ...section, block }))).toContain(
    'acme.x/section, the table block: `columns` names "nmae", which is not in the rows of acme.x/calls',
  )
  expect(await refusalOf(contribute(RecordActions, { ...action, fill: { company: 'id' } }))).toContain(
    'acme.x/action: `fill` names "company", which is not in the input of acme.x/plan',
  )
})
test('[REC-5] a section or an action that the preview cannot draw is refused with the place in it', async () => {
  expect(await refusalOf(contribute(RecordSections, { ...section, block: { kind: 'constellation' } as never }))).toContain(
    'it does not fit tenure.record/sections@1: block.kind',
  )
  expect(await refusalOf(contribute(RecordActions, { ...action, fill: { record: 'name' as never } }))).toContain(
    'it does not fit tenure.record/actions@1: fill.record',
  )
})
test('[SDK-3] a block for a slot is checked as a block of a tab is', async () => {
  const good = metric({ from: calls, input: { record: currentRecord }, value: 'total' })
  expect(await refusalOf(contribute(blocks, { id: 'acme.x/block', block: good }))).toBeUndefined()
  expect(await refusalOf(contribute(blocks, { id: 'acme.x/block', block: { ...good, value: 'sum' } }))).toContain(
    'acme.x/block, the metric block: `value` names "sum"',
  )
  expect(await refusalOf(contribute(blocks, { id: 'acme.x/block', block: good }), [plan])).toContain('shows the provider acme.x/calls')
})
test('[SDK-3] a board is the whole of its tab: among other blocks, in a slot and in an element it is refused with the reason', async () => {
  const own = { kind: 'board', table: section.block, pipelines: 'acme.x/calls', groups: 'acme.x/calls', fields: [] } as never
  const tab = (block: Block) => defineTab({ id: 'acme.x/tab', title: 'Calls', block })
  const reason = 'has the board block among other blocks. A board is the whole of its tab'
  expect((await refusalOf(tab(own))) ?? '').not.toContain(reason)
  expect(await refusalOf(tab(stack(own)))).toContain(`acme.x/tab ${reason}`)
  expect(await refusalOf(tab({ kind: 'grid', children: [stack(own)] }))).toContain(reason)
  expect(await refusalOf(contribute(blocks, { id: 'acme.x/block', block: own }))).toContain(`acme.x/block ${reason}`)
  expect(await refusalOf(contribute(RecordSections, { ...section, block: own }))).toContain(reason)
})
test('[SDK-3] what a section, an action and a block for a slot name of other plugins is looked for when the plugins are wired', () => {
  const named = (item: Contribution) => [...new Set(shownBy(item).map(({ id }) => id))]
  expect(named(contribute(RecordSections, section))).toEqual(['acme.x/calls'])
  expect(named(contribute(RecordActions, action))).toEqual(['acme.x/plan'])
  expect(named(contribute(blocks, { id: 'acme.x/block', block: section.block }))).toEqual(['acme.x/calls'])
})
test('[SDK-3] an item with a `block` of another kind, for a point of its own, is left alone', async () => {
  const buildings = definePoint({ key: 'acme.page/buildings@1', item: z.strictObject({ block: z.string() }) })
  expect(await refusalOf(contribute(buildings, { id: 'acme.x/building', block: 'North' }))).toBeUndefined()
})
