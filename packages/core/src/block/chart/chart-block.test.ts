import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineProviderContract } from '../../contract/provider.js'
import { Company } from '../../schema/object-types.js'
import { extendRow, rowOf, windowOf } from '../../schema/row.js'
import { flattenBlock, referencesOf, schemas } from '../block.js'
import { behind } from './behind.js'
import { chart } from './chart-block.js'

const months = defineProviderContract({
  id: 'acme.x/months',
  permission: 'workspace.access',
  output: z.strictObject({
    rows: z.array(z.strictObject({ month: schemas.day, amount: schemas.money.nullable(), status: z.string(), level: z.boolean() })),
  }),
})
const renewing = defineProviderContract({
  id: 'acme.x/renewing',
  permission: 'workspace.access',
  input: z.strictObject({ month: schemas.day, all: z.boolean() }),
  output: windowOf(rowOf(Company.name, Company.arr)),
})
const list = behind(renewing, { month: 'month' }, { columns: ['name', 'arr'], opens: 'record', input: { all: true } })

test('[SDK-3] a chart is data: it survives JSON, and names the fields of its rows and of the list behind them', () => {
  const block = chart({
    title: 'Renewals by month',
    from: months,
    shape: 'bars',
    category: { field: 'month', format: 'date', period: 'month' },
    series: [{ field: 'amount', format: 'money' }],
    by: { field: 'status', options: [{ value: 'won', label: 'Won' }] },
    stacked: true,
    opens: list,
  })
  expect(schemas.block.parse(JSON.parse(JSON.stringify(block)))).toEqual(block)
  expect(flattenBlock(block)).toEqual([block, list.list])
  expect(list.list).toMatchObject({ kind: 'table', input: { all: true }, opens: { type: 'company' } })
  const named = referencesOf(block).filter(({ fields }) => fields.length > 0)
  expect(named.map(({ id, part, where, fields }) => [id, part, where, ...fields])).toEqual([
    ['acme.x/months', 'category', 'rows', 'month'],
    ['acme.x/months', 'series', 'rows', 'amount'],
    ['acme.x/months', 'by', 'rows', 'status'],
    ['acme.x/months', 'opens', 'rows', 'month'],
    ['acme.x/renewing', 'opens', 'input', 'month'],
  ])
})
test('[SDK-3] a series has the label and the format of its property, and a point opens the record of its row', () => {
  const customers = defineProviderContract({
    id: 'acme.x/customers',
    permission: 'workspace.access',
    output: windowOf(extendRow(rowOf(Company.name, Company.arr), { level: z.boolean() })),
  })
  const block = chart({ from: customers, shape: 'waterfall', category: 'name', series: ['arr'], levels: 'level', opens: 'record' })
  expect(block).toMatchObject({
    category: { field: 'name', label: 'Name' },
    series: [{ field: 'arr', label: 'ARR', format: 'money' }],
    opens: { type: 'company' },
    levels: 'level',
  })
  expect(schemas.block.safeParse({ ...block, series: [] }).success).toBe(false)
})
