import { expect, test } from 'vitest'
import { builtInTypes } from '../../schema/built-in-definitions.js'
import type { PipelineDefinition } from '../../schema/definition.js'
import type { ObjectTypeExtension } from '../../schema/extend-schema.js'
import { lossesOf, type PeopleType, toDefinition } from './people-type.js'

const types = new Map(builtInTypes.map((type) => [type.name, type]))
const stages = (...values: readonly string[]): PeopleType['pipelines'][number]['stages'] =>
  values.map((value) => ({ value, label: value, outcome: value === 'won' ? 'won' : value === 'lost' ? 'lost' : 'open' }))
const site = (more: Partial<PeopleType> = {}): PeopleType => ({
  ...{ label: 'Site', plural: 'Sites', properties: [{ label: 'Name', kind: 'string' }], associations: [], pipelines: [] },
  ...more,
})
const made = (given: PeopleType, known?: ObjectTypeExtension) => toDefinition(given, { known, types })
const kept: PipelineDefinition = {
  ...{ value: 'build', label: 'Build' },
  stages: [
    { value: 'plan', label: 'Plan', open: true, probability: 0.3, requires: ['budget'] },
    { value: 'dig', label: 'Dig', open: true, probability: 0.6 },
    { value: 'won', label: 'Won', open: false, probability: 1 },
  ],
  rules: { startsIn: ['plan', 'dig'], noSkipping: true },
}
const withPipeline: ObjectTypeExtension = { ...made(site()), pipelines: [kept] }
const pipelineOf = (...values: readonly string[]) =>
  made(site({ pipelines: [{ value: 'build', label: 'Building', stages: stages(...values) }] }), withPipeline).pipelines?.[0]

test('[MAP-1] [SVC-4] a pipeline whose name or stages change keeps its rules, and what its open stages ask and expect', () => {
  expect(pipelineOf('plan', 'dig', 'won')).toEqual({
    ...{ ...kept, label: 'Building' },
    stages: kept.stages.map((stage) => ({ ...stage, label: stage.value })),
  })
  expect(pipelineOf('dig', 'won')?.rules).toEqual({ startsIn: ['dig'], noSkipping: true })
  expect(pipelineOf('won')?.rules).toEqual({ noSkipping: true })
})

test('[MAP-1] a stage that ends is won or lost for certain; one that opens again expects nothing yet', () => {
  const now = (outcome: 'open' | 'won' | 'lost', value: string) =>
    made(site({ pipelines: [{ value: 'build', label: 'Build', stages: [{ value, label: value, outcome }] }] }), withPipeline).pipelines?.[0]
      ?.stages[0]
  expect([now('won', 'plan'), now('lost', 'plan')]).toEqual([
    { value: 'plan', label: 'plan', open: false, probability: 1, requires: ['budget'] },
    { value: 'plan', label: 'plan', open: false, probability: 0, requires: ['budget'] },
  ])
  expect(now('open', 'won')).toEqual({ value: 'won', label: 'won', open: true })
})

test('[MAP-1] new pipelines and stages get names after their labels, beside those that have one', () => {
  const given = { label: 'Build', stages: [{ label: 'Plan', outcome: 'open' }, ...stages('plan')] } as const
  const definition = made(site({ pipelines: [given as never, { value: 'build', label: 'Other', stages: stages('plan') }] }))
  expect(definition.pipelines?.map(({ value, stages: [first] }) => [value, first?.value])).toEqual([
    ['build2', 'plan2'],
    ['build', 'plan'],
  ])
  expect(made(site()).pipelines).toBeUndefined()
})

test('[MAP-1] a property keeps its name, is shown in its place unless it is archived, and has what was said of it', () => {
  const known = made(
    site({
      properties: [
        { label: 'Name', kind: 'string' },
        { label: 'Size', kind: 'number' },
      ],
    }),
  )
  const changed = made(
    site({
      properties: [
        { name: 'size', label: 'Area', kind: 'number', archived: true },
        { name: 'name', label: 'Title', kind: 'string', unique: true },
        { label: 'Size', kind: 'money', currency: 'EUR' },
        { label: 'Kind', kind: 'enumeration', options: [{ value: 'big', label: 'Large' }, { label: 'Big' }] },
      ],
    }),
    known,
  )
  expect(changed.properties).toEqual([
    { name: 'size', kind: 'number', label: 'Area', archived: true },
    { name: 'name', kind: 'string', label: 'Title', main: 1, unique: true },
    { name: 'size2', kind: 'money', label: 'Size', main: 2, currency: 'EUR' },
    {
      name: 'kind',
      kind: 'enumeration',
      label: 'Kind',
      main: 3,
      options: [
        { value: 'big', label: 'Large' },
        { value: 'big2', label: 'Big' },
      ],
    },
  ])
  expect([changed.name, changed.title]).toEqual([known.name, 'name'])
})

test('[MAP-1] an association has a name at both ends that nothing there has', () => {
  const to = (single: boolean) => ({
    ...{ label: 'Company', to: 'company', single },
    inverse: { label: 'Contacts', single },
  })
  const [many, one] = made(site({ associations: [to(false), { ...to(true), label: 'Owner' }] })).associations ?? []
  expect(many).toEqual({ name: 'company', label: 'Company', to: 'company', inverse: { name: 'contacts2', label: 'Contacts' } })
  expect(one).toMatchObject({ name: 'owner2', single: true, inverse: { single: true } })
})

test('[MAP-1] what would lose data is named at its place', () => {
  const known = made(
    site({
      properties: [
        { label: 'Name', kind: 'string' },
        { label: 'Kind', kind: 'enumeration', options: [{ label: 'Big' }] },
      ],
      associations: [{ label: 'Company', to: 'company', inverse: { label: 'Sites' } }],
    }),
  )
  const [name, kind] = known.properties ?? []
  const [company] = known.associations ?? []
  const losses = (next: Partial<ObjectTypeExtension>) =>
    lossesOf(known, { ...known, ...next }, types).map(({ path, message }) => [path.join('.'), message.split(/[:.] /)[0]])
  expect(losses({})).toEqual([])
  expect(lossesOf(undefined, known, types)).toEqual([])
  expect(losses({ title: undefined as never })).toEqual([
    ['properties', 'A type needs a property of the kind text (one line) that names its records.'],
  ])
  expect(losses({ properties: [name as never] })).toEqual([['properties', 'Kind cannot be taken out']])
  expect(losses({ properties: [{ ...name, kind: 'number' } as never, kind as never] })).toEqual([
    ['properties.0.kind', 'Name stays of the kind string'],
  ])
  expect(losses({ properties: [{ ...name, unique: true } as never, kind as never] })).toEqual([
    ['properties.0.unique', 'Name cannot become unique'],
  ])
  expect(losses({ properties: [name as never, { ...kind, options: [] } as never] })).toEqual([
    ['properties.1.options', 'The option Big of Kind cannot be taken out'],
  ])
  expect(losses({ associations: [] })).toEqual([['associations', 'The association Company stays as it is']])
  expect(losses({ associations: [{ ...company, to: 'contact' } as never] })).toEqual([
    ['associations', 'The association Company stays as it is'],
  ])
  expect(losses({ associations: [{ ...company, single: true } as never] })).toEqual([['associations', 'Company cannot become single']])
  expect(losses({ associations: [{ ...company, inverse: { ...company?.inverse, single: true } } as never] })).toEqual([
    ['associations', 'Company cannot become single'],
  ])
  for (const to of ['nothing', 'user'])
    expect(losses({ associations: [company as never, { name: 'more', label: 'More', to, inverse: { name: 'x' } } as never] })).toEqual([
      ['associations.1.to', `There is no object type ${to}.`],
    ])
})
