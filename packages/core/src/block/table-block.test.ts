import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineActionContract } from '../contract/action.js'
import { defineProviderContract } from '../contract/provider.js'
import { Company, Contact, CustomerRole } from '../schema/object-types.js'
import { through } from '../schema/property.js'
import { extendRow, rowOf, windowOf } from '../schema/row.js'
import { schemas } from './block.js'
import { cards } from './cards-block.js'
import { detail } from './detail-block.js'
import { metric } from './metric-block.js'
import { onRow, referencesOfTable, table } from './table-block.js'

const Row = extendRow(rowOf(Company.name, Company.arr, Company.csm, Company.renewalDate), { left: z.int(), owner: z.string() })
const list = defineProviderContract({
  id: 'acme.x/list',
  permission: 'workspace.access',
  input: z.strictObject({
    days: z.int().default(90).meta({ title: 'Days ahead' }),
    onlyOverdue: z.boolean().optional(),
    mood: z.enum(['good', 'bad']).optional(),
    words: z.string().max(500).optional(),
    tags: z.array(z.string()).optional(),
  }),
  output: windowOf(Row),
})
const note = defineActionContract({
  id: 'acme.x/note',
  title: 'Note',
  permission: 'workspace.access',
  input: z.strictObject({ company: schemas.recordId }),
})

test('[SDK-3] what a column does not say of itself follows from its property', () => {
  const columns = ['name', 'arr', 'csm', 'renewalDate', 'left', { field: 'arr', label: 'Revenue', format: 'text' }] as const
  const followed = [
    { field: 'name', label: 'Name' },
    { field: 'arr', label: 'ARR', format: 'money' },
    { field: 'csm', label: 'CSM', format: 'user' },
    { field: 'renewalDate', label: 'Renewal date', format: 'relative-date' },
    { field: 'left' },
    { field: 'arr', label: 'Revenue', format: 'text' },
  ]
  expect(table({ from: list, columns }).columns).toEqual(followed)
  expect(cards({ from: list, heading: 'name', fields: columns }).fields).toEqual(followed)
  const one = defineProviderContract({ id: 'acme.x/one', permission: 'workspace.access', output: rowOf(Company.arr) })
  expect(detail({ from: one, fields: ['arr'] }).fields).toEqual([{ field: 'arr', label: 'ARR', format: 'money' }])
  expect([metric({ from: one, value: 'arr' }).format, metric({ from: one, value: 'arr', format: 'text' }).format]).toEqual([
    'money',
    'text',
  ])
})
test('[SDK-3] a column through a link has the label and the format of the property that it reads', () => {
  const from = defineProviderContract({
    id: 'acme.x/contacts',
    permission: 'workspace.access',
    output: windowOf(rowOf(Contact.name, through(Contact.companies, Company.arr, 'Customer ARR'))),
  })
  expect(table({ from, columns: ['companies.arr'], opens: 'record' })).toMatchObject({
    columns: [{ field: 'companies.arr', label: 'Customer ARR', format: 'money' }],
    opens: { type: 'contact' },
  })
})
test('[SDK-3] a row opens the record that its properties are of, or the one that the block names', () => {
  const opens = (given: Parameters<typeof table<z.output<typeof Row>, z.input<NonNullable<typeof list.input>>>>[0]['opens']) =>
    table({ from: list, columns: ['name'], ...(given && { opens: given }) }).opens
  expect(opens(undefined)).toBeUndefined()
  expect(opens('record')).toEqual({ type: 'company' })
  expect(opens({ type: 'task', id: 'owner' })).toEqual({ type: 'task', id: 'owner' })
  expect(opens({ typeIn: 'owner' })).toEqual({ typeIn: 'owner' })
  const role = defineProviderContract({ id: 'acme.x/role', permission: 'workspace.access', output: windowOf(rowOf(CustomerRole.name)) })
  expect(table({ from: role, columns: ['name'], opens: 'record' }).opens).toBe('record')
})
test('[SDK-3] controls ask for inputs of the provider by their kind, and begin as the block says', () => {
  const block = table({ from: list, input: { days: 30 }, controls: ['onlyOverdue', 'days', 'mood', 'words'], columns: ['name'] })
  expect(block.controls).toEqual([
    { field: 'onlyOverdue', kind: 'boolean', required: false },
    { field: 'days', label: 'Days ahead', kind: 'integer', required: false, initial: 30 },
    { field: 'mood', kind: 'choice', required: false, choices: ['good', 'bad'] },
    { field: 'words', kind: 'text', required: false },
  ])
  expect(metric({ from: list, controls: ['days'], value: 'total' }).controls).toMatchObject([{ initial: 90 }])
  expect(schemas.block.parse(structuredClone(block))).toEqual(block)
  expect(() => table({ from: list, controls: ['tags'], columns: ['name'] })).toThrow('cannot ask for the input "tags" of acme.x/list')
})
test('[SDK-3] a row action may be a button and a key; letters of the page are refused', () => {
  expect(onRow(note, { company: 'id' }, { icon: 'phone', button: true, key: 'r' })).toMatchObject({ icon: 'phone', button: true, key: 'r' })
  for (const key of ['j', 'R', 'rr', '?']) expect(() => onRow(note, { company: 'id' }, { key })).toThrow('is not free')
})

test('[SDK-3] a table refers to all that it names, so that a plugin that names what is not there is refused', () => {
  const plain = table({ from: list, columns: ['name', 'arr'], rowActions: [onRow(note, { company: 'id' })] })
  const whole = { ...plain, views: 'acme.x/views', columnChoices: 'acme.x/choices', totals: 'acme.x/totals' } as const
  const named = (block: typeof plain) => referencesOfTable(block).map(({ kind, id, part, fields }) => [kind, id, part, fields.join()])
  const shared = [
    ['provider', 'acme.x/list', 'input', ''],
    ['provider', 'acme.x/list', 'columns', 'name,arr'],
    ['provider', 'acme.x/list', 'opens', ''],
    ['provider', 'acme.x/list', 'rowActions', 'id'],
  ]
  const acts = ['action', 'acme.x/note', 'rowActions', 'company']
  expect(named(plain)).toEqual([...shared, acts])
  expect(named(whole)).toEqual([
    ...shared,
    ['provider', 'acme.x/views', 'views', ''],
    ['provider', 'acme.x/choices', 'columnChoices', ''],
    ['provider', 'acme.x/totals', 'totals', ''],
    acts,
  ])
})
