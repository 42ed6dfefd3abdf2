import { expect, test } from 'vitest'
import { z } from 'zod'
import { Company } from '../schema/object-types.js'
import { extendRow, rowOf, type Schema, windowOf } from '../schema/row.js'
import { describeAnswer, describeRows } from './field.js'

const row = extendRow(rowOf(Company.name, Company.arr, Company.healthStatus, Company.renewalDate, Company.csm), {
  note: z.string().meta({ title: 'Note' }),
  maybe: z.int().meta({ title: 'Maybe', propertyKind: 'money', objectType: 'deal' }).exactOptional(),
  deep: z.string().meta({ title: 'Inner', propertyKind: 'user' }).default('').readonly().meta({ title: 'Outer' }).optional(),
  hidden: z.string().meta({ title: 'Hidden', propertyKind: 'date' }).nullable(),
  text: z.string().meta({ title: 'Text', propertyKind: 'date' }).min(1),
  bare: z.strictObject({ name: z.string() }),
})

test('a field says the same whether it is read from the schema or from its JSON Schema', () => {
  const rows = describeRows(windowOf(row))
  expect(rows.get('renewalDate')).toEqual({ label: 'Renewal date', format: 'relative-date', type: 'company' })
  expect(describeRows(z.array(row as unknown as z.ZodType) as Schema)).toEqual(rows)
  expect(describeAnswer(row)).toEqual(rows)
  const { properties = {} } = z.toJSONSchema(row, { io: 'output', unrepresentable: 'any' })
  const labels = Object.entries(properties as Readonly<Record<string, { readonly title?: string; readonly propertyKind?: string }>>)
  expect([...rows].map(([field, { label }]) => [field, label])).toEqual(
    labels.map(([field, { title, propertyKind }]) => [field, propertyKind === undefined ? undefined : title]),
  )
  expect(rows.get('maybe')).toEqual({ label: 'Maybe', format: 'money', type: 'deal' })
  expect(rows.get('deep')).toEqual({ label: 'Outer', format: 'user' })
  expect(rows.get('hidden')).toEqual({})
  expect(rows.get('text')).toEqual({ label: 'Text', format: 'relative-date' })
})
