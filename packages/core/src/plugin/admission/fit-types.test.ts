import { expect, test } from 'vitest'
import { Company, CustomerRole, Deal, defineObjectType, defineProperty } from '../../index.contract.js'
import { definePlugin, defineView } from '../../index.plugin.js'
import { is, some } from '../../query/builders.js'
import { ascending } from '../../query/query.js'
import { builtInTypes } from '../../schema/built-in-definitions.js'
import type { ObjectTypeExtension } from '../../schema/extend-schema.js'
import type { SchemaSnapshot } from '../../storage/adapter.js'
import type { PluginData } from '../plugin.js'
import { fitTypes } from './fit-types.js'

const base = new Map(builtInTypes.map((type) => [type.name, type]))
const plugin = (id: string, ...contributes: readonly unknown[]): PluginData =>
  definePlugin({ id, version: '1.0.0', host: '1.0', contributes: contributes as never[] }) as unknown as PluginData
const fit = (
  plugins: readonly PluginData[],
  extensions: readonly ObjectTypeExtension[] = [],
  held: SchemaSnapshot = { types: [], edges: [] },
) => fitTypes({ base, extensions, held }, plugins)
const misfits = (...of: Parameters<typeof fit>) =>
  Object.fromEntries([...fit(...of).misfits].map(([id, { state, problem }]) => [id, `${state}: ${problem.message}`]))

const Project = defineObjectType({
  name: 'project',
  label: 'Project',
  members: {
    name: 'string',
    budget: 'money',
    state: { oneOf: ['open', 'done'] },
    company: { linkTo: Company, inverse: 'projects', single: true, label: 'Customer' },
  },
})
const note = defineProperty({ on: Company, name: 'riskNote', kind: 'text', label: 'Risk note' })

test('[SDK-3] an added type and an added property become part of the schema, and a link has both of its ends', () => {
  const { schema } = fit([plugin('acme.a', note, Project)])
  expect(schema.get('company')?.properties).toContainEqual({ name: 'riskNote', kind: 'text', label: 'Risk note' })
  expect(schema.get('project')).toMatchObject({ title: 'name', plural: 'Projects', ownership: ['owner'], active: true })
  expect(schema.get('project')?.properties.map(({ name }) => name)).toEqual(['createdAt', 'updatedAt', 'owner', 'name', 'budget', 'state'])
  expect(schema.get('project')?.associations).toEqual([
    { name: 'company', label: 'Customer', to: 'company', edge: 'project-company', forward: true, single: true },
  ])
  expect(schema.get('company')?.associations).toContainEqual({
    name: 'projects',
    label: 'Projects',
    to: 'project',
    edge: 'project-company',
    forward: false,
  })
})
test('[SDK-3] the other end of a link is named after the type where nobody has named it', () => {
  const Part = defineObjectType({
    name: 'part',
    label: 'Part',
    members: { name: 'string', deal: { linkTo: Deal }, within: { linkTo: 'part' } },
  })
  const { schema } = fit([plugin('acme.a', Part)])
  expect(schema.get('deal')?.associations).toContainEqual(expect.objectContaining({ name: 'part', label: 'Parts', forward: false }))
  expect(schema.get('part')?.associations.map(({ name }) => name)).toEqual(['deal', 'within', 'withinOf'])
  expect([Part.deal.inverse.path, Part.within.inverse.path]).toEqual(['deal.part', 'part.withinOf'])
})

const typed = (name: string, members: object) => defineObjectType({ name, label: 'X', members: { name: 'string', ...members } } as never)
const refusals: Readonly<Record<string, readonly [of: readonly unknown[], state: string, because: RegExp]>> = {
  'a built-in type': [[typed('deal', {})], 'rejected', /object type deal already\. Choose another name, or add to it by defineProperty/],
  'a built-in property': [
    [defineProperty({ on: Company, name: 'name', kind: 'number', label: 'N' })],
    'rejected',
    /There is company\.name already\. Choose another name/,
  ],
  'a built-in link': [
    [defineProperty({ on: Company, name: 'deals', kind: 'number', label: 'N' })],
    'rejected',
    /There is company\.deals already/,
  ],
  'a role that is a built-in type': [[typed('service', {})], 'rejected', /object type service already/],
  'a link to a system type': [
    [typed('thing', { lead: { linkTo: 'user' } })],
    'rejected',
    /thing\.lead leads to user.* Use a property instead/,
  ],
  'a role as a type': [[typed('revenue', {})], 'rejected', /revenue is a role/],
  'a property of a role': [
    [defineProperty({ on: CustomerRole, name: 'note', kind: 'text', label: 'N' })],
    'rejected',
    /customer\.note is a property of customer, which is a role/,
  ],
  'a link to a role': [
    [typed('thing', { of: { linkTo: 'customer' } })],
    'rejected',
    /thing\.of leads to customer, which is a role\. Name an object type/,
  ],
  'a link to a type that nobody defines': [
    [typed('thing', { of: { linkTo: 'vehicle' } })],
    'blocked',
    /thing\.of leads to the object type vehicle, which nobody defines\. Correct the name, or add the plugin/,
  ],
  'a property of a type that nobody defines': [
    [defineProperty({ on: { objectType: 'vehicle' }, name: 'wheels', kind: 'number', label: 'W' })],
    'blocked',
    /vehicle\.wheels is a property of the object type vehicle, which nobody defines/,
  ],
  'an inverse that the other type has': [
    [typed('thing', { of: { linkTo: Company, inverse: 'contacts' } })],
    'rejected',
    /other end of thing\.of would be company\.contacts, which is there already\. Choose another name for it: `inverse`/,
  ],
  'two links with one inverse': [
    [typed('thing', { one: { linkTo: Company }, two: { linkTo: Company } })],
    'rejected',
    /thing\.two would be company\.thing, which is there already, of the plugin acme\.a/,
  ],
  'a title that is no member': [
    [defineObjectType({ name: 'thing', label: 'Thing', title: 'titel', members: { name: 'string' } } as never)],
    'rejected',
    /thing has no property titel to name its records by/,
  ],
  'a kind that there is not': [
    [defineProperty({ on: Company, name: 'mood', kind: 'feeling' as never, label: 'Mood' })],
    'rejected',
    /company\.mood is written wrongly/,
  ],
}
for (const [what, [contributes, state, because]] of Object.entries(refusals))
  test(`[SDK-3] ${what} is refused, and only its plugin`, () => {
    const other = plugin('acme.b', note)
    const { schema } = fit([plugin('acme.a', ...contributes), other])
    expect(misfits([plugin('acme.a', ...contributes), other])).toEqual({ 'acme.a': expect.stringMatching(because) })
    expect(misfits([plugin('acme.a', ...contributes)])['acme.a']).toMatch(new RegExp(`^${state}: `))
    expect([...schema.keys()]).toEqual([...base.keys()])
    expect(schema.get('company')?.properties.map(({ name }) => name)).toContain('riskNote')
  })

const view = (query: object) => defineView({ id: 'acme.a/view', title: 'V', of: 'tenure.customers/list', ...query } as never)
const unknown = { objectType: 'company', path: 'company.renewlDate', propertyKind: 'date', label: 'R' } as const
test('[SDK-3] a view over a missing property, link or type is refused by its name', () => {
  const of = (query: object, ...others: PluginData[]) => misfits([plugin('acme.a', view(query)), ...others])['acme.a']
  expect(of({ where: is(Company.csm, 'anna') })).toBeUndefined()
  expect(of({ where: is(CustomerRole.csm, 'anna') })).toBeUndefined()
  expect(of({ where: is(unknown, '2026-01-01') })).toMatch(
    /rejected: .*acme\.a\/view asks for the property company\.renewlDate, which is not there/,
  )
  expect(of({ where: some({ path: 'company.deels', to: 'deal' }) })).toMatch(/rejected: .*the link company\.deels/)
  expect(of({ where: some(Company.deals, is({ ...unknown, path: 'deal.nope' as const }, '2026-01-01')) })).toMatch(/property deal\.nope/)
  expect(of({ orderBy: [{ by: unknown.path, direction: 'ascending', property: unknown }] })).toBeDefined()
  const overProjects = { orderBy: [ascending(Project.name)], where: some(Project.company, is(Company.name, 'x')) }
  expect(of(overProjects)).toMatch(/blocked: .*asks for project\.name, and nobody defines the object type/)
  expect(of(overProjects, plugin('acme.b', Project))).toBeUndefined()
  expect(of({ where: some(Project.company.inverse, is(Project.state, 'open')) }, plugin('acme.b', Project))).toBeUndefined()
})
test('[SDK-3] of two plugins that contradict each other, the first stays', () => {
  const property = defineProperty({ on: Company, name: 'projects', kind: 'number', label: 'Projects' })
  const [a, b] = [plugin('acme.a', Project), plugin('acme.b', property)]
  expect(misfits([a, b])).toEqual({ 'acme.b': expect.stringContaining('company.projects already, of the plugin acme.a') })
  expect(misfits([b, a])).toEqual({ 'acme.a': expect.stringContaining('company.projects, which is there already, of the plugin acme.b') })
  const member = defineProperty({ on: Project, name: 'company', kind: 'text', label: 'Company' })
  expect(misfits([plugin('acme.c', member), a])).toEqual({ 'acme.c': expect.stringContaining('of the plugin acme.a') })
})
test('[SDK-3] plugins may build on types of each other in any order, and wait together for one that is missing', () => {
  const Phase = typed('phase', { project: { linkTo: 'project', inverse: 'phases' } })
  const Step = typed('step', { phase: { linkTo: 'phase', inverse: 'steps' } })
  const [a, b, c] = [plugin('acme.a', Project), plugin('acme.b', Phase), plugin('acme.c', Step)]
  for (const order of [
    [a, b, c],
    [c, b, a],
  ])
    expect(
      fit(order)
        .schema.get('project')
        ?.associations.map(({ name }) => name)
        .sort(),
    ).toEqual(['company', 'phases'])
  expect(misfits([c, b])).toEqual({
    'acme.b': expect.stringMatching(/^blocked.*project/),
    'acme.c': expect.stringMatching(/^blocked.*phase/),
  })
})
test('[SDK-3] a plugin that contradicts the account is rejected; plugins that need it wait, and the others stay', () => {
  const added = (kind: 'text' | 'number'): ObjectTypeExtension => ({
    name: 'company',
    properties: [{ name: 'riskNote', kind, label: 'Note' }],
  })
  const [a, b] = [plugin('acme.a', note), plugin('acme.b', Project)]
  expect(misfits([b, a], [added('text')])).toEqual({})
  expect(misfits([b, a], [added('number')])).toEqual({
    'acme.a': expect.stringMatching(/rejected: .*contradicts what this account has added\. Company has a property riskNote already/),
  })
  const onProject: ObjectTypeExtension = { name: 'project', properties: [{ name: 'code', kind: 'string', label: 'Code' }], title: 'code' }
  expect(misfits([], [onProject])).toEqual({})
  expect(fit([b], [onProject]).schema.get('project')?.title).toBe('name')
  const vehicle: ObjectTypeExtension = { name: 'vehicle', title: 'plate', properties: [{ name: 'plate', kind: 'string', label: 'Plate' }] }
  const wheels = defineProperty({ on: { objectType: 'vehicle' }, name: 'wheels', kind: 'number', label: 'Wheels' })
  expect(misfits([plugin('acme.c', wheels, typed('trip', { by: { linkTo: 'vehicle' } }))], [vehicle])).toEqual({})
})
test('[SDK-3] a property or a link that the store holds otherwise is refused before the store refuses it', () => {
  const held: SchemaSnapshot = {
    types: [{ name: 'project', properties: [{ name: 'budget', kind: 'number' }] }],
    edges: [{ edge: 'thing-of', from: 'thing', to: 'deal' }],
  }
  expect(misfits([plugin('acme.a', Project), plugin('acme.b', typed('thing', { of: { linkTo: Company } }))], [], held)).toEqual({
    'acme.a': expect.stringContaining('The store holds project.budget as number, so it cannot be money. Choose another name'),
    'acme.b': expect.stringContaining('The store holds links thing.of to deal, so it cannot lead to company. Choose another name'),
  })
})
