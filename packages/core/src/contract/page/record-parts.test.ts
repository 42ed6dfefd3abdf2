import { expect, test } from 'vitest'
import { z } from 'zod'
import { schemas } from '../../block/block.js'
import { onRow, table } from '../../block/table-block.js'
import { windowOf } from '../../schema/row.js'
import { defineActionContract } from '../action.js'
import { defineProviderContract } from '../provider.js'
import { RecordActions, recordAction } from './record-parts.js'

const plan = defineActionContract({
  id: 'acme.x/plan',
  title: 'Plan a call',
  permission: 'workspace.access',
  input: z.strictObject({
    record: schemas.recordId,
    note: z.string().meta({ title: 'Your note' }),
    due: schemas.day.optional(),
    tags: z.array(z.string()).optional(),
  }),
})
const fields = [
  { field: 'note', label: 'Your note', kind: 'text', required: true },
  { field: 'due', kind: 'day', required: false },
]
const { input: _none, ...bare } = plan
const run = defineActionContract({ ...bare, id: 'acme.x/run' })
const tagged = defineActionContract({ ...plan, input: z.strictObject({ record: schemas.recordId, tags: z.array(z.string()) }) })
const rows = defineProviderContract({
  id: 'acme.x/rows',
  permission: 'workspace.access',
  output: windowOf(z.strictObject({ id: schemas.recordId, name: z.string() })),
})

test('[REC-5] an action of the preview asks for what the record does not fill in', () => {
  const built = recordAction({ action: plan, fill: { record: 'id' }, types: ['company'], icon: 'phone' })
  expect(built).toEqual({
    title: 'Plan a call',
    action: plan.id,
    fill: { record: 'id' },
    fields,
    types: ['company'],
    icon: 'phone',
  })
  expect(RecordActions.item['~standard'].validate(built)).toEqual({ value: built })
  expect(recordAction({ action: run, title: 'Run it' })).toEqual({ title: 'Run it', action: run.id, fields: [] })
})
test('[REC-5] an input of the preview that nobody can be asked for must come from the record', () => {
  expect(() => recordAction({ action: tagged, fill: { record: 'id' } })).toThrow('cannot ask for the input "tags" of acme.x/plan')
})
test('[SDK-3] an action of a row asks for what the row does not fill in, in the same way', () => {
  const { rowActions } = table({ from: rows, columns: ['name'], rowActions: [onRow(plan, { record: 'id' })] })
  expect(rowActions).toEqual([{ title: 'Plan a call', action: plan.id, fill: { record: 'id' }, fields }])
  expect(schemas.block.parse(table({ from: rows, columns: [], rowActions: [onRow(plan, { record: 'id' })] }))).toMatchObject({ rowActions })
  expect(() => onRow(tagged, { record: 'id' })).toThrow('cannot ask for the input "tags"')
})
