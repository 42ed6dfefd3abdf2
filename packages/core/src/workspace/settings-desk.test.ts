import { Subject } from 'rxjs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { type Asker, systemAsker } from '../access/asker.js'
import { type Principal, systemPrincipal } from '../access/principal.js'
import { openEdition, standardEditions } from '../contract/administration/edition.js'
import { type AnySettings, defineSettings, oneOf, propertiesOf } from '../contract/settings.js'
import { isTenureError } from '../errors/tenure-error.js'
import { testDrafts } from '../records/test-drafts.js'
import { builtInTypes } from '../schema/built-in-definitions.js'
import type { ObjectTypeDefinition } from '../schema/definition.js'
import { CustomerRole } from '../schema/object-types.js'
import type { Value, Values } from '../schema/value.js'
import type { WorkspaceChange } from './change.js'
import { roleSection } from './role-section.js'
import { allSections, countFaults, findSection, type SettingsPort, saveSettings, watchSettings } from './settings-desk.js'
import { createSettingsStore } from './settings-store.js'
import { createWorkspaces } from './workspaces.js'

const own = defineSettings({
  ...{ id: 'acme.x/own', scope: 'workspace', title: 'Own' },
  schema: z.strictObject({ csm: z.string(), list: z.array(z.strictObject({ a: z.string() })).optional() }),
  initial: { csm: 'csm' },
  choices: { csm: propertiesOf(CustomerRole, ['user']) },
})
const all = defineSettings({
  ...{ id: 'acme.x/all', scope: 'account', title: 'All', schema: z.strictObject({ mode: z.string() }), initial: { mode: 'one' } },
  choices: { mode: oneOf([{ value: 'one', label: 'One' }]) },
})
const later = defineSettings({
  ...{ id: 'acme.x/later', scope: 'account', title: 'Later', initial: {} },
  schema: { '~standard': { version: 1, vendor: 'x', validate: async () => ({ value: {} }) } } as never,
})
const stepped = defineSettings({
  ...{ id: 'acme.x/stepped', scope: 'account', title: 'Stepped', initial: {} },
  schema: {
    '~standard': {
      ...{ version: 1, vendor: 'x' },
      validate: () => ({ issues: [{ message: 'Bad.', path: [{ key: 'a' }, 0, { key: 1 }, Symbol.for('s')] }, { message: 'Worse.' }] }),
    },
  } as never,
})
const sections = [own, all, later, stepped] as readonly AnySettings[]
const order: ObjectTypeDefinition = {
  ...{ name: 'order', label: 'Order', plural: 'Orders', title: 'name', properties: [], associations: [], ownership: [], active: true },
}
const stored = (id: string, values: Values) => ({ ref: { type: 'setting', id }, version: '1', values })
const saved = [
  stored('w/acme.x/own', {
    section: own.id,
    workspace: 'w',
    data: { csm: 'owner' },
    kept: { csm: { company: 'owner', contact: 'keeper' } },
    createdAt: 5,
  }),
]
const west = { ref: { type: 'workspace', id: 'w' }, version: '1', values: { name: 'West', teams: [] } }

interface Given {
  readonly principal?: Principal
  readonly edition?: string
  readonly records?: typeof saved
}
function deskOf({ principal = systemPrincipal, edition = 'enterprise', records = saved }: Given = {}) {
  const changes = new Subject<WorkspaceChange>()
  const { writer, batches } = testDrafts(records.map(({ ref, values }) => ({ ...ref, values })))
  const asker: Asker = { principal, workspace: 'w', roles: new Map() }
  const types = new Map([...builtInTypes, order].map((type) => [type.name, type]))
  const settings = createSettingsStore(records)
  const port: SettingsPort = {
    ...{ changes, settings, writer, revenueTypes: ['ticket'], edition: openEdition(edition, standardEditions) },
    askers: { get: () => asker },
    clock: { now: () => 1_000 },
    roles: { in: () => new Map([['customer', [{ type: 'company', properties: {} }]]]) },
    workspaces: createWorkspaces([west]),
    schema: () => types,
    sections: () => sections,
  }
  return { port, changes, settings, asker, batches, written: () => batches.flatMap((batch) => batch.records) }
}
async function problemOf(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return isTenureError(error) ? error.problem : error
}
const invalid = (...issues: readonly { readonly path: readonly (string | number)[]; readonly message: string }[]) => ({
  ...{ code: 'input.invalid', message: issues.map(({ message }) => message).join(' ') },
  details: { issues },
})
const save = (port: SettingsPort, section: string, values: unknown, version = '0', workspace?: string) =>
  saveSettings(port, 'anna', { section, values, version, ...(workspace !== undefined && { workspace }) })

test('[WSP-9] a section is found by its id: one of the account for all workspaces, others in the workspace of the user or the one that is named', () => {
  const { port, asker } = deskOf()
  expect(allSections(port)).toEqual([roleSection, ...sections])
  expect(findSection(port, asker, { section: 'tenure.core/roles', workspace: 'nowhere' })).toEqual({
    section: roleSection,
    workspace: 'main',
  })
  expect(findSection(port, asker, { section: own.id })).toEqual({ section: own, workspace: 'w' })
  expect(findSection(port, asker, { section: own.id, workspace: 'main' })).toEqual({ section: own, workspace: 'main' })
  const at = (place: { section: string; workspace?: string }) => problemOf((async () => findSection(port, asker, place))())
  return Promise.all([
    expect(at({ section: 'acme.x/gone' })).resolves.toEqual(
      invalid({ path: ['section'], message: 'There is no section acme.x/gone of the settings.' }),
    ),
    expect(at({ section: own.id, workspace: 'nowhere' })).resolves.toEqual(
      invalid({ path: ['workspace'], message: 'There is no workspace with the id nowhere.' }),
    ),
  ])
})

test('[WSP-5] a section is shown with its values, its version, what may be chosen and what no longer fits', () => {
  const { port, changes, settings } = deskOf()
  const seen: unknown[] = []
  const subscription = watchSettings(port, 'anna', { section: own.id }).subscribe(
    ({ section, workspace, value, version, problems, offers }) =>
      seen.push([section.id, workspace, value, version, problems.map(({ path }) => path), offers.map(({ field }) => field)]),
  )
  const put = (data: Value, version: string) =>
    settings.apply({ ...stored('w/acme.x/own', {}), change: 'patch', version, at: 0, changed: [], after: { data } })
  put({ csm: 'gone' }, '2')
  for (const change of [{ users: new Set<string>() }, { views: new Set<string>() }, { profiles: true }] as const) changes.next(change)
  expect(seen).toEqual([['acme.x/own', 'w', { csm: 'owner' }, '1', [], ['csm']]])
  changes.next({ section: own.id })
  put({ csm: 'csm' }, '3')
  changes.next({ workspace: 'w' })
  put({ csm: 'csm' }, '4')
  changes.next({ types: new Set() })
  subscription.unsubscribe()
  expect(seen.slice(1)).toEqual([
    ['acme.x/own', 'w', { csm: 'gone' }, '2', [['csm']], ['csm']],
    ['acme.x/own', 'w', { csm: 'csm' }, '3', [], ['csm']],
    ['acme.x/own', 'w', { csm: 'csm' }, '4', [], ['csm']],
  ])
})

test('[WSP-5] a save keeps the values of the workspace, and the choices for other types with them', async () => {
  const { port, written, batches } = deskOf()
  expect(await save(port, own.id, { csm: 'csm' }, '1')).toEqual({ version: 'next' })
  const kept = { csm: { contact: 'keeper', company: 'csm' } }
  const values = { name: 'w/acme.x/own', section: own.id, data: { csm: 'csm' }, kept, workspace: 'w', createdAt: 5 }
  expect(written()).toEqual([{ id: 'setting/w/acme.x/own', is: 'changed', values }])
  expect(batches[0]?.by).toEqual({ asker: systemAsker, actor: { user: 'anna', source: 'user' }, group: expect.stringMatching(/./) })
})

test('[WSP-9] what was never saved is saved against the version 0, for the account without a workspace', async () => {
  const { port, written } = deskOf()
  expect(await save(port, all.id, { mode: 'one' })).toEqual({ version: 'next' })
  expect(await save(port, own.id, { csm: 'csm' }, '0', 'main')).toEqual({ version: 'next' })
  expect(written()).toEqual([
    { id: 'setting/acme.x/all', is: 'new', values: { name: 'acme.x/all', section: all.id, data: { mode: 'one' }, kept: {} } },
    {
      ...{ id: 'setting/main/acme.x/own', is: 'new' },
      values: { name: 'main/acme.x/own', section: own.id, data: { csm: 'csm' }, kept: { csm: { company: 'csm' } }, workspace: 'main' },
    },
  ])
})

test('[WSP-11] a save against another version is a conflict with the newer values', async () => {
  const { port, written } = deskOf()
  const conflict = (id: string, newer: object, version: string) => ({
    code: 'record.conflict',
    message: 'Someone else saved these settings. Look at the newer version first.',
    details: { record: { type: 'setting', id }, newer, version },
  })
  expect(await problemOf(save(port, own.id, { csm: 'csm' }, '0'))).toEqual(conflict('w/acme.x/own', { csm: 'owner' }, '1'))
  expect(await problemOf(save(port, all.id, { mode: 'one' }, '1'))).toEqual(conflict('acme.x/all', { mode: 'one' }, '0'))
  expect(written()).toEqual([])
})

test('[WSP-5] values that do not fit the schema, or are no choice, are refused with each place', async () => {
  const { port, written } = deskOf()
  expect(await problemOf(save(port, own.id, { csm: 'name', list: [{ a: 1 }] }, '1'))).toMatchObject({
    details: { issues: [{ path: ['list', 0, 'a'] }] },
  })
  expect(await problemOf(save(port, all.id, { mode: 'two' }))).toEqual(
    invalid({ path: ['mode'], message: 'Mode cannot be two: it takes one.' }),
  )
  expect(await problemOf(save(port, stepped.id, {}))).toEqual({
    ...invalid({ path: ['a', 0, 1, 'Symbol(s)'], message: 'Bad.' }, { path: [], message: 'Worse.' }),
    message: 'A.0.1.Symbol(s): Bad.; Worse.',
  })
  expect(await problemOf(save(port, later.id, {}))).toEqual(
    invalid({ path: [], message: 'This schema answers later; one of an input or an output has to answer at once.' }),
  )
  expect(written()).toEqual([])
})

test('[EDN-3] a role for a custom type takes an edition that has it, unless the type plays it already', async () => {
  const mapping = { customer: 'order', serviceRole: null, revenue: [] as string[] }
  const playing = [stored('tenure.core/roles', { section: roleSection.id, data: mapping })]
  const { port } = deskOf({ edition: 'professional' })
  expect(await problemOf(save(port, roleSection.id, mapping))).toMatchObject({ code: 'edition.missing' })
  const before = deskOf({ edition: 'professional', records: playing })
  expect(await save(before.port, roleSection.id, mapping, '1')).toEqual({ version: 'next' })
  expect(before.written()).toMatchObject([{ id: 'setting/tenure.core/roles' }])
})

test('[MAP-3] a type that the account allows for revenue may play it', async () => {
  const { port, written } = deskOf()
  const mapping = { customer: 'company', serviceRole: null, revenue: ['ticket'] }
  expect(await save(port, roleSection.id, mapping)).toEqual({ version: 'next' })
  expect(written()).toMatchObject([{ id: 'setting/tenure.core/roles', values: { data: mapping } }])
})

test('[EDN-4] settings of a workspace that the edition would not have cannot be saved; those of the account can', async () => {
  const { port, written } = deskOf({ edition: 'professional' })
  expect(await problemOf(save(port, own.id, { csm: 'csm' }, '1'))).toMatchObject({ code: 'edition.missing' })
  expect(written()).toEqual([])
  expect(await save(port, all.id, { mode: 'one' })).toEqual({ version: 'next' })
  expect(await save(port, own.id, { csm: 'csm' }, '0', 'main')).toEqual({ version: 'next' })
})

test('[WSP-12] only who may manage settings saves them', async () => {
  const { port, written } = deskOf({ principal: { ...systemPrincipal, system: false, superAdmin: false } })
  expect(await problemOf(save(port, all.id, { mode: 'one' }))).toMatchObject({
    ...{ code: 'access.denied', details: { missing: 'settings.manage' } },
  })
  expect(written()).toEqual([])
})

test('[WSP-11] a save that changes nothing keeps its version', async () => {
  const { port } = deskOf()
  const still: SettingsPort = { ...port, writer: { draft: async () => ({ ok: true, value: { records: [], changed: false } }) } }
  expect(await save(still, own.id, { csm: 'owner' }, '1')).toEqual({ version: '1' })
})

test('[WSP-5] the faults of a section are counted where the user works; a section that is not there has none', () => {
  const faulty = [stored('w/acme.x/own', { section: own.id, data: { csm: 'gone' } })]
  expect(countFaults(deskOf({ records: faulty }).port, 'anna', own.id)).toBe(1)
  expect(countFaults(deskOf().port, 'anna', own.id)).toBe(0)
  expect(countFaults(deskOf({ records: faulty }).port, 'anna', 'acme.x/gone')).toBe(0)
})
