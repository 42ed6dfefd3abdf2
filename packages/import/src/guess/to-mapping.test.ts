import type { PlanColumn, PlanFile } from '@tenure/core/administration'
import { createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { matchingPipeline, toMapping } from './to-mapping.js'

const types = await typesOfAHost()
async function typesOfAHost() {
  await using host = await createTestHost({ plugins: [] })
  return host.importer('csv').types([{ name: 'service', active: true }])
}
const fileOf = (more: Partial<PlanFile>): PlanFile => ({
  ...{ upload: 'u', file: 'a.csv', objectType: 'company', encoding: 'utf-8', delimiter: ',' },
  ...{ key: ['Id'], existing: 'update', columns: [] },
  ...more,
})
const property = (column: string, name: string, more: Partial<PlanColumn> = {}): PlanColumn => ({
  ...{ column, becomes: { to: 'property', name } },
  ...more,
})
const stage: PlanColumn = { column: 'Stage', becomes: { to: 'stage' } }
const mappingOf = (files: readonly PlanFile[], stages: readonly string[] = []) =>
  toMapping({ files: [...files], wrong: 'leave' }, { source: 'csv', zone: 'Europe/Berlin', types, stages: () => stages })

test('[SDK-16] a file of a plan keeps what is usual out of the mapping, and says what is not', () => {
  const name = { kind: 'string', column: 'Name' }
  const usual = { file: 'a.csv', objectType: 'company', externalId: ['Id'], trim: true, properties: { name } }
  expect(mappingOf([fileOf({ columns: [property('Name', 'name')] })])).toStrictEqual({
    ...{ source: 'csv', zone: 'Europe/Berlin' },
    files: [usual],
  })
  const odd = fileOf({ key: [], match: 'domain', existing: 'leave', encoding: 'windows-1252', delimiter: ';' })
  expect(mappingOf([{ ...odd, columns: [property('Name', 'name', { empty: ['-', 'n/a'] })] }]).files).toStrictEqual([
    {
      ...{ ...usual, externalId: 'lineNumber', match: 'domain', only: 'create', encoding: 'windows-1252', delimiter: ';' },
      cells: { Name: { missing: ['', '-', 'n/a'] } },
    },
  ])
  expect(mappingOf([fileOf({ existing: 'gaps' })]).files[0]).toMatchObject({ gaps: true })
  expect(mappingOf([fileOf({ columns: [property('Name', 'name', { empty: ['-'] })] })]).files[0]?.cells).toEqual({
    Name: { missing: ['', '-'] },
  })
})

test('[SDK-16] a file without a key or a column that becomes something has its lines alone', () => {
  const columns: PlanColumn[] = [{ column: 'Note', becomes: { to: 'nothing' } }]
  expect(mappingOf([fileOf({ key: [], columns })]).files).toStrictEqual([
    { file: 'a.csv', objectType: 'company', externalId: 'lineNumber', trim: true },
  ])
})

test('[SDK-16] a record without a name of its own is called by what identifies it', () => {
  const titleOf = (more: Partial<PlanFile>) => mappingOf([fileOf(more)]).files[0]?.properties?.['name']
  expect(titleOf({})).toEqual({ kind: 'string', text: '{Id}' })
  expect(titleOf({ key: ['Country', 'Id'] })).toEqual({ kind: 'string', text: '{Country} {Id}' })
  expect(titleOf({ key: [] })).toBeUndefined()
  expect(titleOf({ columns: [property('Firm', 'name')] })).toEqual({ kind: 'string', column: 'Firm' })
})

test('[SDK-16] each kind of property is read as its column is written', () => {
  const columns = [
    property('Staff', 'employees', { decimal: ',', thousands: '.' }),
    property('ARR', 'arr', { decimal: ',', thousands: '.', currency: 'EUR' }),
    property('Renewal', 'renewalDate', { format: ['D.M.YYYY'] }),
    property('Created', 'createdAt', { format: ['YYYY-MM-DD HH:mm', 'YYYY-MM-DD'] }),
    property('CSM', 'csm'),
    property('Domain', 'domain'),
    property('Stray', 'nowhere'),
  ]
  expect(mappingOf([fileOf({ columns })]).files[0]?.properties).toStrictEqual({
    name: { kind: 'string', text: '{Id}' },
    employees: { kind: 'number', column: 'Staff', decimal: ',', thousands: '.' },
    arr: { kind: 'money', column: 'ARR', decimal: ',', thousands: '.', currencyInCell: true, currency: 'EUR' },
    renewalDate: { kind: 'date', column: 'Renewal', format: 'D.M.YYYY' },
    createdAt: { kind: 'datetime', column: 'Created', format: ['YYYY-MM-DD HH:mm', 'YYYY-MM-DD'] },
    csm: { kind: 'user', column: 'CSM', by: 'account' },
    domain: { kind: 'string', column: 'Domain' },
    nowhere: { kind: 'string', column: 'Stray' },
  })
  const times = property('Renewal', 'renewalDate', { format: ['YYYY-MM-DD HH:mm'] })
  expect(mappingOf([fileOf({ columns: [times] })]).files[0]?.properties?.['renewalDate']).toMatchObject({ time: 'drop' })
  expect(mappingOf([fileOf({ columns: [property('Renewal', 'renewalDate')] })]).files[0]?.properties?.['renewalDate']).toEqual({
    ...{ kind: 'date', column: 'Renewal', format: 'YYYY-MM-DD' },
  })
  const format = ['YYYY-MM-DD HH:mm', 'YYYY-MM-DD']
  expect(mappingOf([fileOf({ columns: [property('Renewal', 'renewalDate', { format })] })]).files[0]?.properties?.['renewalDate']).toEqual({
    ...{ kind: 'date', column: 'Renewal', format, time: 'drop' },
  })
  const plain = [property('Staff', 'employees'), property('ARR', 'arr')]
  expect(mappingOf([fileOf({ columns: plain })]).files[0]?.properties).toStrictEqual({
    name: { kind: 'string', text: '{Id}' },
    employees: { kind: 'number', column: 'Staff' },
    arr: { kind: 'money', column: 'ARR', currencyInCell: true },
  })
})

test('[SDK-16] new properties and options of several files of one type are declared together', () => {
  const added = (column: string, name: string, kind: 'number' | 'enumeration', options?: string[]): PlanColumn => ({
    ...{ column, becomes: { to: 'new', name, kind, label: column } },
    ...(options && { options }),
  })
  const { objectTypes, files } = mappingOf([
    fileOf({ columns: [added('Seats', 'seats', 'number')] }),
    fileOf({ file: 'b.csv', columns: [added('Tier', 'tier', 'enumeration', ['Gold', 'Silver'])] }),
  ])
  expect(objectTypes).toEqual({
    company: {
      properties: { seats: { kind: 'number', label: 'Seats' }, tier: { kind: 'enumeration', label: 'Tier', options: ['Gold', 'Silver'] } },
    },
  })
  expect(files.map(({ properties }) => properties)).toEqual([
    { name: { kind: 'string', text: '{Id}' }, seats: { kind: 'number', column: 'Seats' } },
    { name: { kind: 'string', text: '{Id}' }, tier: { kind: 'enumeration', column: 'Tier' } },
  ])
})

test('[SDK-16] a pipeline that one file adds stays when a later file adds a property to the same type, and the other way round', () => {
  const seats: PlanColumn = { column: 'Seats', becomes: { to: 'new', name: 'seats', kind: 'number', label: 'Seats' } }
  const [staged, added] = [
    fileOf({ objectType: 'deal', columns: [stage] }),
    fileOf({ file: 'b.csv', objectType: 'deal', columns: [seats] }),
  ]
  const stages = (file: string) => (file === 'a.csv' ? ['First talk'] : [])
  for (const files of [
    [staged, added],
    [added, staged],
  ])
    expect(toMapping({ files, wrong: 'leave' }, { source: 'csv', zone: 'UTC', types, stages }).objectTypes).toEqual({
      deal: {
        properties: { seats: { kind: 'number', label: 'Seats' } },
        pipelines: [
          {
            ...{ value: 'imported', label: 'Imported' },
            stages: [{ value: 'first-talk', label: 'First talk', open: true, probability: 0.5 }],
          },
        ],
      },
    })
})

test('[SDK-16] options that a property does not have yet are added behind its own', () => {
  const { objectTypes } = mappingOf([fileOf({ objectType: 'ticket', columns: [property('Prio', 'priority', { options: ['Blocker'] })] })])
  const declared = objectTypes?.['ticket']?.properties?.['priority']
  const own = types.get('ticket')?.properties.find(({ name }) => name === 'priority')
  expect(declared).toMatchObject({ kind: 'enumeration', label: own?.label })
  expect(declared?.options).toEqual([
    ...(own?.options ?? []).map(({ value, label }) => ({ value, label })),
    { value: 'Blocker', label: 'Blocker' },
  ])
})

test('[SDK-16] stages that the type has are found by value, label or spelling, in the pipeline that has all of them', () => {
  const [pipeline] = types.get('deal')?.pipelines ?? []
  const [first, second, third] = pipeline?.stages ?? []
  const spelt = [first?.value.toUpperCase() ?? '', ` ${second?.label} `, third?.label ?? '']
  const { objectTypes, files } = mappingOf([fileOf({ objectType: 'deal', columns: [stage] })], spelt)
  expect(objectTypes).toBeUndefined()
  expect(files[0]?.stage).toEqual({
    ...{ pipeline: pipeline?.value, column: 'Stage' },
    stages: Object.fromEntries(spelt.map((text, at) => [text, [first, second, third][at]?.value])),
  })
  const ticket = mappingOf([fileOf({ objectType: 'ticket', columns: [stage] })], ['Waiting-on: us!'])
  expect([ticket.objectTypes, ticket.files[0]?.stage?.stages]).toEqual([undefined, { 'Waiting-on: us!': 'waiting-on-us' }])
  expect(mappingOf([fileOf({ columns: [] })]).files[0]?.stage).toBeUndefined()
})

test('[SDK-16] other stages become a pipeline of their own: won, lost, closed or open by their words', () => {
  const labels = ['First talk', 'Won (new)', 'Gewonnen', 'Lost', 'Verloren', 'Closed', 'Geschlossen', 'Wonder', '***']
  const { objectTypes, files } = mappingOf([fileOf({ objectType: 'deal', columns: [stage] })], labels)
  const of = (value: string, label: string, open: boolean, probability: number) => ({ value, label, open, probability })
  expect(objectTypes?.['deal']?.pipelines).toEqual([
    {
      ...{ value: 'imported', label: 'Imported' },
      stages: [
        of('first-talk', 'First talk', true, 0.5),
        of('won-new', 'Won (new)', false, 1),
        of('gewonnen', 'Gewonnen', false, 1),
        of('lost', 'Lost', false, 0),
        of('verloren', 'Verloren', false, 0),
        of('closed', 'Closed', false, 0),
        of('geschlossen', 'Geschlossen', false, 0),
        of('wonder', 'Wonder', true, 0.5),
        of('stage', '***', true, 0.5),
      ],
    },
  ])
  expect(files[0]?.stage).toMatchObject({ pipeline: 'imported', stages: { 'First talk': 'first-talk', '***': 'stage' } })
})

test('[SDK-16] links name their column, and the property of the other record where that is not its key', () => {
  const link = (column: string, association: string, type: string, match?: string): PlanColumn => ({
    ...{ column, becomes: { to: 'link', association, type, ...(match !== undefined && { match }) } },
  })
  const columns = [link('Account', 'company', 'company', 'name'), link('Product', 'products', 'product')]
  const [account, product] = [
    { association: 'company', to: 'company', columns: ['Account'], match: 'name' },
    { association: 'products', to: 'product', columns: ['Product'] },
  ]
  expect(mappingOf([fileOf({ objectType: 'deal', columns })]).files[0]?.links).toStrictEqual([account, product])
  expect(mappingOf([fileOf({ objectType: 'deal', columns: columns.slice(1) })]).files[0]?.links).toStrictEqual([product])
})

test('[ACC-13] [SDK-16] users are found by their address and teams by their name, whatever the plan says is the key', () => {
  const email = property('Mail', 'email')
  const team = property('Group', 'primaryTeam')
  const [users] = mappingOf([fileOf({ objectType: 'user', columns: [property('Name', 'name'), email, team] })]).files
  expect(users).toMatchObject({ objectType: 'user', externalId: ['Mail'], match: 'email' })
  expect(users?.properties).toEqual({
    name: { kind: 'string', column: 'Name' },
    email: { kind: 'string', column: 'Mail' },
    primaryTeam: { kind: 'string', column: 'Group', idOf: 'team', match: 'name' },
  })
  const [teams] = mappingOf([fileOf({ objectType: 'team', match: 'code', columns: [property('Team', 'name')] })]).files
  expect(teams).toMatchObject({ objectType: 'team', externalId: ['Team'], match: 'name' })
  for (const [objectType, message] of [
    ['user', 'Users are found by their e-mail address: say which column of a.csv it is.'],
    ['team', 'Teams are found by their name: say which column of a.csv it is.'],
  ] as const) {
    const problem = { code: 'input.invalid', message, details: { issues: [{ path: ['files', 'a.csv'], message }] } }
    expect(() => mappingOf([fileOf({ objectType, columns: [property('Seat', 'seat')] })])).toThrow(expect.objectContaining({ problem }))
  }
})

test('[ACC-13] [SDK-16] the team of a user is found by its name; a property of that name on another type is text', () => {
  const company = types.get('company')
  const user = types.get('user')
  if (company === undefined || user === undefined) throw new Error('There are companies and users.')
  const primaryTeam = { name: 'primaryTeam', label: 'Team', kind: 'string' } as const
  const more = new Map(types)
    .set('company', { ...company, properties: [...company.properties, primaryTeam] } as typeof company)
    .set('robot', { ...user, name: 'robot', plural: 'Robots' })
  const compiled = (given: PlanFile) =>
    toMapping({ files: [given], wrong: 'leave' }, { source: 'csv', zone: 'UTC', types: more }).files[0]?.properties
  expect(compiled(fileOf({ columns: [property('Firm', 'name'), property('Group', 'primaryTeam')] }))).toEqual({
    name: { kind: 'string', column: 'Firm' },
    primaryTeam: { kind: 'string', column: 'Group' },
  })
  // What has rights of its own and no column known for it is refused by its name.
  const message = 'Robots are found by their name: say which column of a.csv it is.'
  const problem = { code: 'input.invalid', message, details: { issues: [{ path: ['files', 'a.csv'], message }] } }
  expect(() => compiled(fileOf({ objectType: 'robot' }))).toThrow(expect.objectContaining({ problem }))
})

test('[SDK-16] a pipeline has a stage by its value, its label or its spelling, in any case, and fits if it has all of them', () => {
  const stages = [
    { value: 'S1', label: 'First Talk', open: true },
    { value: 'second-talk', label: 'Again', open: true },
  ]
  const [first, second] = [
    { value: 'a', label: 'A', stages: stages.slice(1) },
    { value: 'b', label: 'B', stages },
  ]
  const type = { ...types.get('deal'), pipelines: [first, second] } as unknown as Parameters<typeof matchingPipeline>[0]
  for (const text of ['s1', ' S1 ', 'FIRST TALK']) expect(matchingPipeline(type, [text]), text).toBe(second)
  for (const text of ['again', 'Second talk!', 'SECOND-TALK']) expect(matchingPipeline(type, [text]), text).toBe(first)
  expect(matchingPipeline(type, ['again', 's1'])).toBe(second)
  expect(matchingPipeline(type, ['again', 'First-Talk'])).toBeUndefined()
  const { pipelines: _, ...none } = type
  expect(matchingPipeline(none, ['again'])).toBeUndefined()
})
