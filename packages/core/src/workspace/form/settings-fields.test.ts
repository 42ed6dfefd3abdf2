import { expect, test } from 'vitest'
import { z } from 'zod'
import { type AnySettings, defineSettings, oneOf, propertiesOf } from '../../contract/settings.js'
import { CustomerRole, RevenueRole } from '../../schema/object-types.js'
import { fieldsOf, listedOptions } from './settings-fields.js'

const sectionOf = (shape: z.core.$ZodLooseShape, more: object = {}): AnySettings =>
  defineSettings({ id: 'acme.x/main', scope: 'account', title: 'Main', schema: z.strictObject(shape), initial: {}, ...more } as never)
const field = (name: string, label: string, kind: string, more: object = {}) => ({
  ...{ field: name, label, kind, optional: false, nullable: false },
  ...more,
})

test('[WSP-5] a form asks for each field in the order of the schema, in the way of its kind', () => {
  const section = sectionOf({
    isOn: z.boolean(),
    days: z.int(),
    share: z.number(),
    name: z.string().max(200),
    free: z.string(),
    story: z.string().max(201),
    way: z.enum(['short', 'long']),
    ways: z.array(z.enum(['short', 'long'])),
    raw: z.array(z.string()),
    deep: z.strictObject({ a: z.string() }),
    byName: z.record(z.string(), z.string()),
    moment: z.date(),
  })
  expect(fieldsOf(section)).toEqual([
    field('isOn', 'Is on', 'switch'),
    field('days', 'Days', 'integer'),
    field('share', 'Share', 'number'),
    field('name', 'Name', 'text'),
    field('free', 'Free', 'text'),
    field('story', 'Story', 'long-text'),
    field('way', 'Way', 'choice'),
    field('ways', 'Ways', 'several'),
    field('raw', 'Raw', 'other'),
    field('deep', 'Deep', 'other'),
    field('byName', 'By name', 'other'),
    field('moment', 'Moment', 'other'),
  ])
})

test('[WSP-5] a field may be left out, or be empty', () => {
  const section = sectionOf({
    out: z.string().optional(),
    preset: z.string().default('a'),
    empty: z.string().nullable(),
    either: z.enum(['a', 'b']).nullable().optional(),
    mixed: z.union([z.string(), z.number()]),
    three: z.union([z.string().max(3), z.number(), z.null()]),
  })
  expect(fieldsOf(section)).toEqual([
    field('out', 'Out', 'text', { optional: true }),
    field('preset', 'Preset', 'text', { optional: true }),
    field('empty', 'Empty', 'text', { optional: true, nullable: true }),
    field('either', 'Either', 'choice', { optional: true, nullable: true }),
    field('mixed', 'Mixed', 'other'),
    field('three', 'Three', 'other'),
  ])
})

test('[MAP-3] what is chosen is a choice whatever its type, one for each type where the section says so', () => {
  const section = sectionOf(
    { csm: z.string(), list: z.array(z.string()), keeper: z.record(z.string(), z.string().nullable()), mode: z.string() },
    {
      labels: { csm: 'Success manager' },
      hints: { csm: 'Who looks after it.' },
      choices: {
        csm: propertiesOf(CustomerRole, ['user']),
        list: propertiesOf(CustomerRole, ['user']),
        keeper: propertiesOf(RevenueRole, ['user'], { each: true }),
        mode: oneOf([]),
      },
    },
  )
  expect(fieldsOf(section)).toEqual([
    field('csm', 'Success manager', 'choice', { hint: 'Who looks after it.' }),
    field('list', 'List', 'several'),
    field('keeper', 'Keeper', 'choice', { optional: true, nullable: true, each: true }),
    field('mode', 'Mode', 'choice'),
  ])
})

test('[WSP-5] the options of a field are those of its schema, unless the section offers a choice', () => {
  const way = z.enum(['short', 'veryLong'])
  const section = sectionOf(
    { way, ways: z.array(way), maybe: way.nullable(), own: way, text: z.string() },
    { labels: { ways: 'All ways' }, choices: { own: oneOf([]) } },
  )
  const options = [
    { value: 'short', label: 'Short' },
    { value: 'veryLong', label: 'Very long' },
  ]
  expect(listedOptions(section)).toEqual([
    { field: 'way', label: 'Way', options },
    { field: 'ways', label: 'All ways', options },
    { field: 'maybe', label: 'Maybe', options },
  ])
  const any = { ...section, schema: z.any() } as AnySettings
  expect([listedOptions(any), fieldsOf(any)]).toEqual([[], []])
})
