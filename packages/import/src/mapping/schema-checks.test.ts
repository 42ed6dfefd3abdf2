import { createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { parseMapping } from './mapping.js'
import { schemaIssues } from './schema-checks.js'

const types = await typesOfAHost()
async function typesOfAHost() {
  await using host = await createTestHost({ plugins: [] })
  return host.importer('csv').types()
}
const company = { file: 'a.csv', objectType: 'company', externalId: ['id'] }
/** What is wrong with the first of these files: the place, and what is said. */
function issues(more: object, ...others: readonly object[]): readonly string[] {
  const mapping = parseMapping({ source: 'x', files: [{ ...company, ...more }, ...others] })
  return schemaIssues(mapping, types).map(({ path, message }) => `${path.join('.')}: ${message}`)
}
const text = (more: object = {}) => ({ kind: 'string', column: 'a', ...more })

test('[SDK-16] a mapping of names that are there has nothing wrong', () => {
  const properties = { name: text(), city: { ...text(), kind: 'text' }, industry: { ...text(), kind: 'enumeration' } }
  const links = [{ association: 'parent', to: 'company', columns: ['b'], match: 'domain' }]
  expect(issues({ properties, links, match: 'domain' })).toEqual([])
  expect(issues({ properties: { createdAt: { kind: 'datetime', column: 'a', format: 'YYYY-MM-DD HH:mm', zone: 'UTC' } } })).toEqual([])
})

test('[SDK-16] an object type that is not there, or not activated, is named with its place', () => {
  expect(issues({ objectType: 'compani' })).toEqual(['files.0.objectType: There is no object type "compani". Did you mean "company"?'])
  const [far] = issues({ objectType: 'spaceship' })
  expect(far).toMatch(/^files\.0\.objectType: There is no object type "spaceship"\. Known are .*\bcompany\b/)
  expect(far).not.toMatch(/\bservice\b/)
  expect(issues({ objectType: 'service' })).toEqual([
    'files.0.objectType: service is not activated in this account. Activate it with "objectTypes": { "service": { "active": true } }.',
  ])
})

test('[SDK-16] a property has a name of its type and a kind that fits; what the workspace keeps is not imported', () => {
  const property = (name: string, kind = 'string') => issues({ properties: { [name]: { kind, column: 'a' } } })
  expect(property('nmae')).toEqual(['files.0.properties.nmae: company has no property "nmae". Did you mean "name"?'])
  expect(property('updatedAt')).toEqual([
    'files.0.properties.updatedAt: company.updatedAt is kept by the workspace and cannot be imported.',
  ])
  expect(property('employees')).toEqual(['files.0.properties.employees.kind: company.employees is of kind number, not string.'])
  expect(property('name', 'number')).toEqual(['files.0.properties.name.kind: company.name is of kind string, not number.'])
  expect(property('csm', 'enumeration')).toEqual(['files.0.properties.csm.kind: company.csm is of kind user, not enumeration.'])
  expect(property('updatedat')[0]).not.toContain('updatedAt')
})

test('[SDK-16] a key of another type needs a file with records of that type', () => {
  const idOf = (type: string, ...others: readonly object[]) => issues({ properties: { name: text({ idOf: type }) } }, ...others)
  expect(idOf('deal')).toEqual(['files.0.properties.name.idOf: No file of this mapping has records of the type deal.'])
  expect(idOf('dael')).toEqual(['files.0.properties.name.idOf: There is no object type "dael". Did you mean "deal"?'])
  expect(idOf('deal', { file: 'b.csv', objectType: 'deal', externalId: ['id'] })).toEqual([])
})

test('[SDK-16] what records are found by is a property of kind string, of a file and of a link', () => {
  expect(issues({ match: 'domian' })).toEqual(['files.0.match: company has no property of kind string "domian". Did you mean "domain"?'])
  expect(issues({ match: 'employees' })[0]).toContain('files.0.match: company has no property of kind string "employees".')
  const link = { association: 'parent', to: 'company', columns: ['b'] }
  expect(issues({ links: [link, { ...link, match: 'domian' }] })).toEqual([
    'files.0.links.1.match: company has no property of kind string "domian". Did you mean "domain"?',
  ])
})

test('[SDK-16] a link has an association of its type, which leads where the mapping says', () => {
  const link = (more: object) => issues({ links: [{ association: 'parent', to: 'company', columns: ['b'], ...more }] })
  expect(link({ association: 'parnet' })).toEqual([
    'files.0.links.0.association: company has no association "parnet". Did you mean "parent"?',
  ])
  expect(link({ to: 'deal' })).toEqual(['files.0.links.0.to: company.parent leads to company, not to deal.'])
  expect(link({ to: 'dael' })).toEqual(['files.0.links.0.to: There is no object type "dael". Did you mean "deal"?'])
})

test('[SDK-16] a stage, the rest, the missing one and every spelling are stages of a pipeline that the type has', () => {
  const stages = (stage: object) => issues({ objectType: 'deal', stage })
  const [{ value, stages: known } = { value: '', stages: [] }] = types.get('deal')?.pipelines ?? []
  const first = known[0]?.value
  expect(stages({ pipeline: 'nowhere', stage: first })[0]).toMatch(
    /^files\.0\.stage\.pipeline: deal has no pipeline "nowhere"\. Known are /,
  )
  expect(issues({ stage: { pipeline: 'p', stage: 's' } })).toEqual(['files.0.stage.pipeline: company has no pipeline "p".'])
  expect(stages({ pipeline: value, stage: first })).toEqual([])
  const wrong = stages({ pipeline: value, column: 's', other: 'xxxxxxxx', missing: first, stages: { A: first, B: 'yyyyyyyy' } })
  expect(wrong.map((each) => each.split('. Known')[0])).toEqual([
    `files.0.stage.other: ${value} has no stage "xxxxxxxx"`,
    `files.0.stage.stages.B: ${value} has no stage "yyyyyyyy"`,
  ])
  expect(stages({ pipeline: value, stage: 'zzzzzzzz' })[0]).toContain(`Known are ${known.map((each) => each.value).join(', ')}.`)
})

test('[SDK-16] an id that is compared with a property needs no file, but a type and a property of kind string', () => {
  const idOf = (type: string, match: string) => issues({ properties: { name: text({ idOf: type, match }) } })
  expect(idOf('deal', 'name')).toEqual([])
  expect(idOf('company', 'domian')).toEqual([])
  expect(idOf('team', 'nmae')).toEqual(['files.0.properties.name.match: team has no property of kind string "nmae". Did you mean "name"?'])
  expect(idOf('dael', 'name')).toEqual(['files.0.properties.name.idOf: There is no object type "dael". Did you mean "deal"?'])
})

test('[SDK-16] the stage for lines without one is a stage too; a link to a type that is not there is named once', () => {
  const [{ value, stages } = { value: '', stages: [] }] = types.get('deal')?.pipelines ?? []
  const [wrong, ...more] = issues({
    objectType: 'deal',
    stage: { pipeline: value, column: 's', other: stages[0]?.value, missing: 'xxxxxxxx' },
  })
  expect([wrong?.split('. Known')[0], more]).toEqual([`files.0.stage.missing: ${value} has no stage "xxxxxxxx"`, []])
  expect(issues({ links: [{ association: 'parent', to: 'dael', columns: ['b'], match: 'name' }] })).toEqual([
    'files.0.links.0.to: There is no object type "dael". Did you mean "deal"?',
  ])
})
