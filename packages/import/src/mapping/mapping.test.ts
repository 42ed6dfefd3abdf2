import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mappingFolder } from '../fixtures/test-data.js'
import { parseMapping } from './mapping.js'

const file = { file: 'a.csv', objectType: 'company', externalId: ['id'] }
function problem(mapping: unknown): string {
  try {
    parseMapping(mapping)
    return 'none'
  } catch (error) {
    return (error as Error).message
  }
}
const withFile = (more: object, rest: object = {}) => problem({ source: 'x', files: [{ ...file, ...more }], ...rest })

test('[SDK-11] says where in the mapping something is wrong, and what is expected', () => {
  expect(problem({})).toContain('source: Invalid input: expected string')
  expect(problem({ source: 'x', files: [] })).toContain('files: Too small')
  expect(withFile({ propertys: {} })).toContain('files[0].propertys: This is not known here.')
  expect(withFile({ properties: { arr: { kind: 'money', column: 'a', currency: 'euro' } } })).toContain(
    'files[0].properties.arr.currency: An ISO 4217 code such as EUR is expected.',
  )
  expect(withFile({ properties: { arr: { kind: 'money', column: 'a' } } })).toContain(
    'files[0].properties.arr.currency: Money needs a `currency`',
  )
  expect(withFile({ properties: { name: { kind: 'string' } } })).toContain(
    'files[0].properties.name: Either `column` or `text` is expected.',
  )
  expect(withFile({ properties: { at: { kind: 'datetime', column: 'a', format: 'YYYY-MM-DD' } } })).toContain(
    'files[0].properties.at.zone: A time needs its `zone`',
  )
  expect(withFile({ properties: { at: { kind: 'datetime', column: 'a', format: 'YYYY-MM-DD', zone: 'Mars/Base' } } })).toContain(
    'There is no time zone Mars/Base.',
  )
  expect(withFile({ properties: { d: { kind: 'date', column: 'a', format: 'YY-MM-DD' } } })).toContain(
    'files[0].properties.d.format: YY-MM-DD: The part YY is not known.',
  )
  expect(withFile({ properties: { d: { kind: 'date', column: 'a', format: 'MM/YYYY' } } })).toContain('It lacks the day.')
  expect(withFile({ properties: { d: { kind: 'date', column: 'a', format: ['M/D/YYYY', 'D/M/YYYY'] } } })).toContain(
    'Two of these formats read the same text as different days.',
  )
  expect(withFile({ properties: { owner: { kind: 'user', column: 'a' } } })).toContain(
    'files[0].properties.owner.by: No file of this mapping gives users a `name`.',
  )
  expect(withFile({ encoding: 'ebcdic' })).toContain('files[0].encoding: There is no encoding ebcdic.')
  expect(
    withFile(
      { properties: { seats: { kind: 'string', column: 'a' } } },
      { objectTypes: { company: { properties: { seats: { kind: 'number' } } } } },
    ),
  ).toContain('files[0].properties.seats.kind: company.seats is declared as number, not string.')
})

test('[SDK-11] a link may have a label, which is a name', () => {
  const linked = (label: unknown) => withFile({ links: [{ association: 'contacts', to: 'contact', columns: ['Contact'], label }] })
  expect(linked('champion')).toBe('none')
  expect(linked('')).toContain('files[0].links[0].label')
  expect(linked(1)).toContain('files[0].links[0].label')
})

test('[SDK-16] a stage comes from a column or is the same for all lines, not both', () => {
  const stage = (more: object) => withFile({ stage: { pipeline: 'p', ...more } })
  expect(stage({ column: 's', stage: 'won' })).toContain('files[0].stage: Either `column` or `stage` is expected')
  expect(stage({})).toContain('files[0].stage: Either `column` or `stage` is expected')
  expect(stage({ stage: 'won', other: 'lost' })).toContain('files[0].stage.other: This needs a `column`.')
  expect(stage({ stage: 'won' })).toBe('none')
})

test('[SDK-16] where the line number is the key, what is about key columns is refused', () => {
  expect(withFile({ externalId: 'lineNumber', blankKey: 'skip' })).toContain('files[0].blankKey: A line number is never blank.')
  expect(withFile({ externalId: 'lineNumber', distinct: true })).toContain('files[0].distinct: Every line has its own number.')
  expect(withFile({ externalId: 'lineNumber' })).toBe('none')
})

test('[SEC-9] rights come only by `grant`, and only to users', () => {
  expect(withFile({ objectType: 'user', properties: { superAdmin: { kind: 'boolean', column: 'admin' } } })).toContain(
    'files[0].properties.superAdmin: Only `grant` gives rights.',
  )
  expect(withFile({ grant: { seat: true } })).toContain('files[0].grant: Only users are granted rights.')
  expect(withFile({ objectType: 'user', grant: { seat: true, admin: true } })).toContain('files[0].grant.admin: This is not known here.')
  expect(withFile({ objectType: 'user', grant: { seat: true } })).toBe('none')
})

test.each(['superAdmin', 'permissions', 'permissionSets', 'objects', 'hidden', 'readOnly'])(
  '[SEC-9] no column fills %s of a user, and a property of that name is free elsewhere',
  (name) => {
    const properties = { [name]: { kind: 'string', column: 'a' } }
    expect(withFile({ objectType: 'user', properties })).toContain(`files[0].properties.${name}: Only \`grant\` gives rights.`)
    expect(withFile({ properties })).toBe('none')
  },
)

test('[SDK-11] the mappings that come with the repository are right', () => {
  const files = readdirSync(mappingFolder).filter((name) => name.endsWith('.json'))
  expect(files.length).toBeGreaterThanOrEqual(3)
  for (const name of files) expect(problem(JSON.parse(readFileSync(join(mappingFolder, name), 'utf8'))), name).toBe('none')
})

test('[SDK-16] a date of a value needs a format that can be read and a zone, at the property and at the stage', () => {
  const dated = (since: object) => withFile({ properties: { name: { kind: 'string', column: 'a', since } } })
  expect(dated({ column: 'b', format: 'YYYY-MM-DD' })).toContain('files[0].properties.name.since.zone: A time needs its `zone`')
  expect(dated({ column: 'b', format: 'YY', zone: 'UTC' })).toContain(
    'files[0].properties.name.since.format: YY: The part YY is not known.',
  )
  expect(dated({ column: 'b', format: 'YYYY-MM-DD', zone: 'UTC' })).toBe('none')
  const stage = { pipeline: 'sales', stage: 'won', since: { column: 'b', format: 'YYYY-MM-DD', zone: 'Mars/Base' } }
  expect(withFile({ stage })).toContain('files[0].stage.since.zone: There is no time zone Mars/Base.')
})

test('[SDK-11] users are found by name only where a file of users gives them names', () => {
  const owner = { owner: { kind: 'user', column: 'a' } }
  const withUsers = (objectType: string, properties: object) =>
    problem({
      source: 'x',
      files: [
        { ...file, properties: owner },
        { file: 'u.csv', objectType, externalId: ['id'], properties },
      ],
    })
  const name = { name: { kind: 'string', column: 'n' } }
  expect(withUsers('user', name)).toBe('none')
  expect(withUsers('user', {})).toContain('No file of this mapping gives users a `name`.')
  expect(withUsers('contact', name)).toContain('No file of this mapping gives users a `name`.')
  expect(withFile({ properties: { owner: { ...owner.owner, by: 'externalId' } } })).toBe('none')
})

test('[SDK-11] money has a currency, a column that says it, or one in its cells', () => {
  const money = (more: object) => withFile({ properties: { arr: { kind: 'money', column: 'a', ...more } } })
  for (const more of [{ currency: 'EUR' }, { currencyColumn: 'c' }, { currencyInCell: true }]) expect(money(more)).toBe('none')
})

test('[SDK-11] a value comes from a column or from a text, a zone is one of the world', () => {
  expect(withFile({ properties: { name: { kind: 'string', column: 'a', text: 'b' } } })).toContain('Either `column` or `text` is expected.')
  expect(withFile({}, { zone: 'Mars/Base' })).toContain('zone: There is no time zone Mars/Base.')
  expect(withFile({ encoding: 'windows-1252' }, { zone: 'Europe/Berlin' })).toBe('none')
  expect(withFile({ properties: { at: { kind: 'datetime', column: 'a', format: 'YYYY-MM-DD' } } }, { zone: 'UTC' })).toBe('none')
})

test('[SDK-11] every kind of property has a shape, and nothing else is a kind', () => {
  const format = { format: 'YYYY-MM-DD' }
  const kinds = {
    string: {},
    text: {},
    number: {},
    boolean: {},
    date: format,
    enumeration: {},
    multi_enumeration: { separator: ';' },
    json: {},
  }
  for (const [kind, more] of Object.entries(kinds))
    expect(withFile({ properties: { p: { kind, column: 'a', ...more } } }), kind).toBe('none')
  expect(withFile({ properties: { p: { kind: 'colour', column: 'a' } } })).toContain('files[0].properties.p.kind')
  const right = { view: 'all', edit: 'own', delete: 'none' }
  expect(withFile({ objectType: 'user', grant: { objects: { company: right } } })).toBe('none')
  expect(withFile({ objectType: 'user', grant: { objects: { company: { ...right, edit: undefined } } } })).toContain('company.edit')
})

test('[SDK-11] a power of ten lies between -12 and 12, a probability between 0 and 1, a mark has one character', () => {
  const money = (more: object) => withFile({ properties: { arr: { kind: 'money', column: 'a', currency: 'EUR', ...more } } })
  for (const powerOfTen of [-12, 0, 12]) expect(money({ powerOfTen })).toBe('none')
  for (const powerOfTen of [-13, 13, 0.5]) expect(money({ powerOfTen })).toContain('files[0].properties.arr.powerOfTen: ')
  const stage = { value: 'won', label: 'Won', open: false }
  const probability = (given: number) =>
    withFile({}, { objectTypes: { deal: { pipelines: [{ value: 'p', label: 'P', stages: [{ ...stage, probability: given }] }] } } })
  for (const given of [0, 0.5, 1]) expect(probability(given)).toBe('none')
  for (const given of [-0.1, 1.1, 2]) expect(probability(given)).toContain('objectTypes.deal.pipelines[0].stages[0].probability: ')
  for (const mark of ['', ',,']) {
    expect(money({ decimal: mark })).toContain('files[0].properties.arr.decimal: ')
    expect(money({ thousands: mark })).toContain('files[0].properties.arr.thousands: ')
    expect(withFile({ delimiter: mark })).toContain('files[0].delimiter: ')
  }
  expect(money({ decimal: ',', thousands: '.' })).toBe('none')
})

test('[SDK-11] names are not empty, and lists that have to name something do', () => {
  const property = (more: object) => withFile({ properties: { p: { kind: 'string', column: 'a', ...more } } })
  for (const name of ['column', 'idOf', 'match']) expect(property({ [name]: '' }), name).toContain(`files[0].properties.p.${name}: `)
  expect(withFile({ file: '' })).toContain('files[0].file: ')
  expect(withFile({ externalId: [] })).toContain('files[0].externalId: ')
  expect(withFile({ links: [{ association: 'a', to: 'b', columns: [] }] })).toContain('files[0].links[0].columns: ')
  expect(withFile({ properties: { d: { kind: 'date', column: 'a', format: [] } } })).toContain('files[0].properties.d.format: ')
  expect(withFile({ properties: { s: { kind: 'multi_enumeration', column: 'a', separator: '' } } })).toContain('properties.s.separator: ')
  expect(withFile({}, { objectTypes: { deal: { pipelines: [{ value: 'p', label: 'P', stages: [] }] } } })).toContain(
    'pipelines[0].stages: ',
  )
  for (const source of ['', '-a', 'A', 'a b']) expect(problem({ source, files: [file] })).toContain('source: Use small letters')
  for (const source of ['a', '7', 'a-b-7']) expect(problem({ source, files: [file] })).toBe('none')
})
