import { expect, test } from 'vitest'
import { builtInTypes, withPipelines } from './built-in-definitions.js'

const types = new Map(builtInTypes.map((type) => [type.name, type]))
const names = (type: string): readonly string[] => types.get(type)?.properties.map(({ name }) => name) ?? []

test('every built-in link has two ends of one edge, one of them forward', () => {
  const ends = builtInTypes.flatMap((type) => type.associations.map((end) => ({ ...end, from: type.name })))
  for (const end of ends) {
    const others = ends.filter((other) => other.edge === end.edge && other.forward !== end.forward)
    expect(
      others.map(({ from, to }) => ({ from, to })),
      `${end.from}.${end.name}`,
    ).toEqual([{ from: end.to, to: end.from }])
  }
  expect(ends.length).toBeGreaterThan(60)
})
test('[REC-7] every record of the business has computed create and change dates', () => {
  for (const type of builtInTypes.filter(({ policy }) => policy === undefined)) {
    const computed = type.properties.filter((property) => property.computed).map(({ name }) => name)
    expect(computed, type.name).toEqual(expect.arrayContaining(['createdAt', 'updatedAt']))
  }
  for (const name of ['company', 'contact', 'deal', 'service'])
    expect(names(name)).toEqual(expect.arrayContaining(['lastActivityAt', 'nextActivityAt']))
})
test('[ACC-7] own means the owner, and the CSM where there is one; each is a user property of the type', () => {
  expect(types.get('company')?.ownership).toEqual(['owner', 'csm'])
  expect(types.get('contact')?.ownership).toEqual(['owner'])
  for (const { name, ownership, properties } of builtInTypes)
    for (const owner of ownership) expect(properties.find((property) => property.name === owner)?.kind, `${name}.${owner}`).toBe('user')
})
test('the title of every type is one of its properties', () => {
  for (const { name, title, properties } of builtInTypes)
    expect(
      properties.map((property) => property.name),
      name,
    ).toContain(title)
})
test('a person who makes a record is asked for what matters first, in its order', () => {
  const asked = (type: string) => {
    const main = types.get(type)?.properties.flatMap(({ name, main: place }) => (place === undefined ? [] : [{ name, place }])) ?? []
    return main.sort((a, b) => a.place - b.place).map(({ name }) => name)
  }
  expect(asked('company')).toEqual(['name', 'domain', 'csm', 'renewalDate', 'arr'])
  expect(asked('contact')).toEqual(['name', 'email', 'phone', 'jobTitle', 'owner'])
  expect(asked('deal')).toEqual(['name', 'amount', 'closeDate', 'owner'])
  expect(asked('task')).toEqual(['title', 'kind', 'dueAt', 'reminderAt', 'repeat', 'assignee', 'priority', 'queue', 'notes'])
  for (const { name, policy } of builtInTypes) if (policy === undefined) expect(asked(name).length, name).toBeGreaterThan(1)
})
test('a service is offered, not active; activities have a time', () => {
  expect(types.get('service')?.active).toBe(false)
  expect(builtInTypes.filter(({ activity }) => activity).map(({ name }) => name)).toEqual([
    'meeting',
    'call',
    'email',
    'contactActivity',
    'note',
  ])
})
test('stages follow the pipelines, in their order', () => {
  const deal = types.get('deal')
  if (deal === undefined) throw new Error('no deal')
  const other = withPipelines(deal, [
    {
      value: 'p',
      label: 'P',
      stages: [
        { value: 'b', label: 'B', open: true },
        { value: 'a', label: 'A', open: false },
      ],
    },
  ])
  expect(other.properties.find(({ name }) => name === 'stage')?.options?.map(({ value }) => value)).toEqual(['b', 'a'])
  expect(types.get('company')?.properties.find(({ name }) => name === 'healthStatus')?.options).toEqual([
    { value: 'at-risk', label: 'At risk' },
    { value: 'neutral', label: 'Neutral' },
    { value: 'healthy', label: 'Healthy' },
  ])
})

test('what stores hold of the business types changes only on purpose', async () => {
  const lines = builtInTypes
    .filter(({ policy }) => policy === undefined)
    .flatMap(({ name, properties, associations, pipelines = [] }) => [
      `${name}: ${associations.map((end) => `${end.name}${end.single ? '' : '*'}`).join(' ')}`,
      ...properties.map(({ name, kind, options = [] }) => `  ${name} ${kind} ${options.map(({ value }) => value).join('|')}`.trimEnd()),
      ...pipelines.flatMap(({ value, stages }) =>
        stages.map((stage) => `  ${value} > ${stage.value} ${stage.probability ?? '-'} ${stage.open ? 'open' : 'closed'}`),
      ),
    ])
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('./fixtures/business-types.txt')
})
test('[REC-1] the properties of a record lie in groups; what was agreed is in one', () => {
  const agreed = (type: string) =>
    types
      .get(type)
      ?.properties.flatMap(({ name, group }) => (group === 'Contract' ? [name] : []))
      ?.sort()
  expect(agreed('company')).toEqual(['arr', 'renewalDate'])
  const terms = ['chain', 'closeDate', 'endDate', 'pipeline', 'recurring', 'renewalDate', 'stage', 'startDate', 'termMonths', 'termNumber']
  expect(agreed('deal')).toEqual(['amount', ...terms])
  expect(agreed('service')).toEqual(['amount', 'arr', 'endDate', 'pipeline', 'renewalDate', 'stage', 'startDate'])
  expect(agreed('product')).toEqual(['price'])
  expect(agreed('task')).toEqual([])
})
