// Longer than a file may be: one plugin with types of its own, which all cases share.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { customers } from '@tenure/customers'
import { memory, record, type Seed, withAdded } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { sqlite } from '@tenure/sqlite'
import { aCompany, aContact, aRecord, aUser, createTestHost, type TestHost } from '@tenure/testing'
import { firstValueFrom } from 'rxjs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { getValue } from '../base/outcome.js'
import { defineAction } from '../contract/action.js'
import { defineObjectType, defineProperty } from '../contract/added-type.js'
import { defineView } from '../contract/collection/collection-view.js'
import { creates, edits } from '../contract/grant.js'
import * as contracts from '../contract/workspace-contract.js'
import { definePlugin, type PluginUse, use } from '../plugin/plugin.js'
import { is, isKnown, some, withLabel } from '../query/builders.js'
import { Company, Contact, Deal, Task } from '../schema/object-types.js'
import { rowOf, schemas } from '../schema/row.js'

const Project = defineObjectType({
  name: 'project',
  label: 'Project',
  members: {
    name: 'string',
    state: { oneOf: ['open', 'done'] },
    company: { linkTo: Company, inverse: 'projects', single: true, label: 'Customer' },
    team: { linkTo: Contact, inverse: { name: 'projects', label: 'Works on' } },
  },
})
const riskNote = defineProperty({ on: Company, name: 'riskNote', kind: 'text', label: 'Risk note' })
const NewProjects = creates(Project.name, Project.company, Project.team)
const NewTasks = creates(Task.title, Task.about)
const People = edits(Company.contacts, Company.name)
const Staff = edits(Project.team, Project.company)
const base = { title: 'X', permission: 'workspace.access' } as const

const begin = defineAction({
  ...base,
  id: 'acme.projects/begin',
  input: z.strictObject({
    company: schemas.recordId,
    lead: schemas.recordId.default('p1'),
    other: schemas.recordId.default('p2'),
    fails: z.boolean().default(false),
  }),
  output: z.strictObject({ project: schemas.recordId, task: schemas.recordId }),
  uses: { projects: NewProjects, tasks: NewTasks },
  run: ({ input, projects, tasks }) => {
    const project = projects.create({ name: 'Launch' }, { company: input.company, team: [{ id: input.lead, label: 'lead' }, input.other] })
    const task = tasks.create({ title: 'Kick-off' }, { about: input.fails ? 'nowhere' : input.company })
    return { project, task }
  },
})
const relink = defineAction({
  ...base,
  id: 'acme.projects/relink',
  input: z.strictObject({ project: schemas.recordId, company: schemas.recordId }),
  uses: { staff: Staff, people: People },
  run: ({ input, staff, people }) => {
    staff.link(input.project, { company: input.company })
    staff.unlink(input.project, { team: [{ id: 'p1', label: 'lead' }] })
    people.edit(input.company, { name: 'Renamed' })
    people.link(input.company, { contacts: { id: 'p1', label: 'primary' } })
  },
})
const reach = defineAction({
  ...base,
  id: 'acme.projects/reach',
  uses: { staff: Staff },
  run: ({ staff }) => (staff as unknown as { link(id: string, links: object): void }).link('x1', { company: 'c1', deals: 'd1' }),
})
const grants = [NewProjects, NewTasks, People, Staff]
const projects = definePlugin({
  id: 'acme.projects',
  version: '1.0.0',
  host: '1.0',
  grants,
  contributes: [Project, riskNote, begin, relink, reach],
})

const Widened = withAdded(Company, riskNote, Project.company.inverse)
const seed: Seed = {
  users: [
    aUser({ id: 'anna' }),
    aUser({
      id: 'vera',
      objects: { '*': { view: 'all', edit: 'all', delete: 'all' }, project: { view: 'all', edit: 'none', delete: 'none' } },
    }),
  ],
  records: [
    record(Widened, 'c1', { name: 'Northwind', riskNote: 'Champion left' }, { projects: 'x1' }),
    aCompany({ id: 'c2', name: 'Contoso' }),
    aContact({ id: 'p1', name: 'Ada' }),
    aContact({ id: 'p2', name: 'Bo' }),
    aRecord(Project, { id: 'x1', name: 'Pilot', state: 'open' }, { team: { id: 'p1', label: 'lead' } }),
  ],
}
const start = () => createTestHost({ plugins: [use(projects), use(recordPlugin)], seed })
const preview = async (host: TestHost, type: string, id: string) =>
  getValue(await host.as('anna').read(contracts.recordContract, { type, id }))
const sections = async (host: TestHost, type: string, id: string) =>
  (await preview(host, type, id)).links.map(({ name, label, rows }) => `${name} (${label}): ${rows.map(({ title }) => title).join(', ')}`)
const stateOf = async (host: TestHost, plugin: string) =>
  (await firstValueFrom(host.states)).find((state) => state.plugin === plugin && state.state !== 'stopped')

test('[SDK-7] an action creates records and their links in one batch, or nothing', async () => {
  await using host = await start()
  const anna = host.as('anna')
  expect(await anna.act(begin, { company: 'c2', fails: true })).toMatchObject({ ok: false, problem: { code: 'record.not-found' } })
  expect((await anna.records.list({ select: rowOf(Project.name), where: is(Project.name, 'Launch') })).total).toBe(0)

  const { project } = getValue(await anna.act(begin, { company: 'c2' }, { key: 'k' }))
  expect(getValue(await anna.act(begin, { company: 'c2' }, { key: 'k' })).project).toBe(project)
  expect(await sections(host, 'project', project)).toEqual(['company (Customer): Contoso', 'team (Team): Ada, Bo'])
  expect(await sections(host, 'company', 'c2')).toEqual(['tasks (Tasks): Kick-off', 'projects (Projects): Launch'])
  const led = withLabel('lead', some(Project.team, is(Contact.name, 'Ada')))
  expect((await anna.records.list({ select: rowOf(Project.name), where: led })).total).toBe(2)
})
test('[SDK-7] an action adds and takes away links; where a record has at most one, the new one replaces the old', async () => {
  await using host = await start()
  getValue(await host.as('anna').act(relink, { project: 'x1', company: 'c2' }))
  expect(await sections(host, 'project', 'x1')).toEqual(['company (Customer): Renamed'])
  expect(await sections(host, 'company', 'c1')).toEqual([])
  expect(await sections(host, 'company', 'c2')).toEqual(['contacts (Contacts): Ada', 'projects (Projects): Pilot'])
})
test('[SDK-7] [ACC-1] links are staged within the grant and written within the rights of the user', async () => {
  await using host = await start()
  expect(await host.as('anna').act(reach)).toMatchObject({
    ok: false,
    problem: { code: 'access.denied', message: expect.stringContaining('not granted to write project.deals') },
  })
  expect(await sections(host, 'project', 'x1')).toEqual(['company (Customer): Northwind', 'team (Team): Ada'])
  expect(await host.as('vera').act(relink, { project: 'x1', company: 'c2' })).toMatchObject({
    ok: false,
    problem: { code: 'access.denied' },
  })
  expect((await preview(host, 'company', 'c2')).title).toBe('Contoso')
})
test('[BEY-13] the manifest lists links beside properties', () => {
  expect(Object.keys(projects.manifest.grants)).toEqual([
    'create project.company, project.name, project.team',
    'create task.about, task.title',
    'edit company.contacts, company.name',
    'edit project.company, project.team',
  ])
})
test('[CUS-3] [FLT-6] a link is shown and filtered by from both ends, and leaves with its plugin; the data stay', async () => {
  await using host = await start()
  const open = some(Project.company.inverse, is(Project.state, 'open'))
  const filtered = async () =>
    (await host.as('anna').records.list({ select: rowOf(Company.name), where: open })).rows.map(({ name }) => name)
  const found = async () => [await sections(host, 'company', 'c1'), await sections(host, 'contact', 'p1'), await filtered()]
  const all = [['projects (Projects): Pilot'], ['projects (Works on): Pilot'], ['Northwind']]
  expect(await found()).toEqual(all)
  expect((await preview(host, 'company', 'c1')).properties.find(({ name }) => name === 'riskNote')?.value).toBe('Champion left')

  await host.remove('acme.projects')
  expect([await sections(host, 'company', 'c1'), await sections(host, 'contact', 'p1')]).toEqual([[], []])
  await expect(filtered()).rejects.toMatchObject({ code: 'input.invalid' })
  expect((await preview(host, 'company', 'c1')).properties.some(({ name }) => name === 'riskNote')).toBe(false)

  await host.add(use(projects))
  expect(await found()).toEqual(all)
})

test('[SDK-4] [BEY-1] an open preview loses and regains the section of a link as its plugin goes and comes', async () => {
  await using host = await start()
  const seen: string[] = []
  const preview = host.as('anna').watch(contracts.recordContract, { type: 'company', id: 'c1' })
  const watching = preview.subscribe(({ value }) => seen.push((value?.links ?? []).map(({ name }) => name).join()))
  await host.idle()
  expect(seen.at(-1)).toBe('projects')
  await host.remove('acme.projects')
  await host.idle()
  expect(seen.at(-1)).toBe('')
  await host.add(use(projects))
  await host.idle()
  expect(seen.at(-1)).toBe('projects')
  getValue(await host.as('anna').act(relink, { project: 'x1', company: 'c2' }))
  await host.idle()
  expect(seen.at(-1)).toBe('')
  watching.unsubscribe()
})

const plugin = (id: string, ...contributes: readonly unknown[]) =>
  use(definePlugin({ id, version: '1.0.0', host: '1.0', contributes: contributes as never[] }))
const Phase = defineObjectType({
  name: 'phase',
  label: 'Phase',
  members: { name: 'string', project: { linkTo: 'project', inverse: 'phases' } },
})
const overRisk = defineView({ id: 'acme.risk/view', title: 'Risk', of: 'tenure.customers/list', where: isKnown(riskNote) })
const clash = defineProperty({ on: Deal, name: 'amount', kind: 'number', label: 'Amount' })

test('[SDK-5] a plugin whose types do not fit is rejected and the others run, at the start and later', async () => {
  await using host = await createTestHost({ plugins: [plugin('acme.clash', clash), use(projects), use(recordPlugin)], seed })
  expect(await stateOf(host, 'acme.clash')).toMatchObject({
    state: 'rejected',
    because: { code: 'plugin.broken', message: expect.stringContaining('There is deal.amount already') },
  })
  expect(await stateOf(host, 'acme.projects')).toMatchObject({ state: 'active' })
  const late = defineObjectType({ name: 'late', label: 'Late', members: { name: 'string', of: { linkTo: Company, inverse: 'projects' } } })
  expect(await host.add(plugin('acme.late', late))).toMatchObject({
    state: 'rejected',
    because: { message: expect.stringContaining('company.projects, which is there already, of the plugin acme.projects') },
  })
  expect(await host.replace(plugin('acme.projects', late, clash))).toMatchObject({ state: 'rejected' })
  expect(await sections(host, 'company', 'c1')).toEqual(['projects (Projects): Pilot'])
})
test('[SDK-4] a plugin waits for the types of others, stops when they leave, and comes back with them', async () => {
  await using host = await createTestHost({ plugins: [use(customers), plugin('acme.phases', Phase), plugin('acme.risk', overRisk)], seed })
  expect(await stateOf(host, 'acme.phases')).toMatchObject({
    state: 'blocked',
    because: { message: expect.stringContaining('phase.project leads to the object type project, which nobody defines') },
  })
  expect(await stateOf(host, 'acme.risk')).toMatchObject({ state: 'rejected' })
  expect(await host.replace(plugin('acme.phases', clash))).toMatchObject({ state: 'rejected' })
  expect(await stateOf(host, 'acme.phases')).toMatchObject({ state: 'blocked' })
  await host.add(use(projects))
  expect(await host.add(plugin('acme.risk', overRisk))).toMatchObject({ state: 'active' })
  expect(await stateOf(host, 'acme.phases')).toMatchObject({ state: 'active' })
  await host.remove('acme.projects')
  expect(await stateOf(host, 'acme.phases')).toMatchObject({ state: 'blocked' })
  expect(await stateOf(host, 'acme.risk')).toMatchObject({ state: 'blocked' })
  await host.add(use(projects))
  expect(await stateOf(host, 'acme.phases')).toMatchObject({ state: 'active' })
  expect(await stateOf(host, 'acme.risk')).toMatchObject({ state: 'active' })
})
test('[SDK-5] a plugin that contradicts what an import has added, or what the store holds, is set aside; the host starts', async () => {
  const stored = { name: 'company', properties: [{ name: 'riskNote', kind: 'number', label: 'Risk' }] }
  const records = [
    ...(seed.records ?? []).slice(1, 4),
    { type: 'objectType', id: 'company', values: { name: 'company', definition: stored } },
  ]
  await using host = await createTestHost({
    plugins: [use(projects), use(recordPlugin), plugin('acme.phases', Phase)],
    seed: { ...seed, records },
  })
  expect(await stateOf(host, 'acme.projects')).toMatchObject({
    state: 'rejected',
    because: { message: expect.stringContaining('contradicts what this account has added. Company has a property riskNote already') },
  })
  expect(await stateOf(host, 'acme.phases')).toMatchObject({ state: 'blocked' })
  expect(await host.as('anna').act(begin, { company: 'c2' })).toMatchObject({
    ok: false,
    problem: {
      code: 'plugin.unavailable',
      message: expect.stringContaining('acme.projects is not available. It was rejected. It contradicts'),
    },
  })
  expect(await host.as('nobody').act(begin, { company: 'c2' })).toMatchObject({ problem: { message: expect.stringContaining('Nobody') } })
})
test('[SDK-5] a new version whose property has another kind than its stored values is refused, and the old one serves on', async () => {
  await using host = await start()
  const numeric = defineProperty({ on: Company, name: 'riskNote', kind: 'number', label: 'Risk' })
  expect(await host.replace(plugin('acme.projects', Project, numeric))).toMatchObject({
    state: 'rejected',
    because: { message: expect.stringContaining('The store holds company.riskNote as text') },
  })
  await host.remove('acme.projects')
  expect(await host.add(plugin('acme.other', numeric))).toMatchObject({ state: 'rejected' })
})
test('[SDK-11] what an import added to the type of a plugin waits while the plugin is away', async () => {
  const storage = memory(seed)
  await using host = await createTestHost({ plugins: [use(projects), use(recordPlugin)], storage })
  await host.importer('crm').extend([
    { name: 'project', properties: [{ name: 'code', kind: 'string', label: 'Code' }] },
    { name: 'company', title: 'riskNote', associations: [{ name: 'flagship', to: 'project', inverse: { name: 'flagshipOf' } }] },
  ])
  await host.remove('acme.projects')
  await host.importer('crm').extend([{ name: 'company', properties: [{ name: 'tier', kind: 'string', label: 'Tier' }] }])
  expect((await preview(host, 'company', 'c1')).title).toBe('Northwind')
  await host.add(use(projects))
  expect((await preview(host, 'project', 'x1')).properties.map(({ name }) => name)).toContain('code')
  expect((await preview(host, 'company', 'c1')).title).toBe('Champion left')
})
test('[BEY-13] [SDK-8] SQLite keeps the records and links of a plugin that is missing from a start, and returns them later', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'tenure-own-types-')), 'store.db')
  const open = (...plugins: PluginUse[]) => createTestHost({ plugins: [use(recordPlugin), ...plugins], storage: sqlite({ file }) })
  const made = { admin: '', company: '' }
  const create = async (host: TestHost, type: string, name: string) =>
    getValue(await host.as(made.admin).act(contracts.createRecordContract, { type, values: { name } })).id
  {
    await using host = await open(use(projects))
    made.admin = getValue(await host.createFirstAdmin('Root')).id
    made.company = await create(host, 'company', 'Northwind')
    const [lead, other] = [await create(host, 'contact', 'Ada'), await create(host, 'contact', 'Bo')]
    getValue(await host.as(made.admin).act(begin, { company: made.company, lead, other }))
  }
  {
    await using host = await open()
    const company = getValue(await host.as(made.admin).read(contracts.recordContract, { type: 'company', id: made.company }))
    expect(company.links.map(({ name }) => name)).toEqual(['tasks'])
  }
  await using host = await open(use(projects))
  const workedOn = some(Project.company.inverse, withLabel('lead', some(Project.team, is(Contact.name, 'Ada'))))
  expect((await host.as(made.admin).records.list({ select: rowOf(Company.name), where: workedOn })).rows).toEqual([
    { id: made.company, name: 'Northwind' },
  ])
})
