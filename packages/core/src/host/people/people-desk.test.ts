import { firstValueFrom, type Observable, Subject } from 'rxjs'
import { expect, test } from 'vitest'
import type { Asker } from '../../access/asker.js'
import { createDirectory } from '../../access/directory.js'
import { always } from '../../access/policy.js'
import { systemPrincipal } from '../../access/principal.js'
import { isTenureError } from '../../errors/tenure-error.js'
import { testDrafts } from '../../records/test-drafts.js'
import { builtInTypes } from '../../schema/built-in-definitions.js'
import { systemTypes } from '../../schema/system-types.js'
import type { Values } from '../../schema/value.js'
import type { WorkspaceChange } from '../../workspace/change.js'
import { createWorkspaces } from '../../workspace/workspaces.js'
import { createPeopleDesk, type PeopleDeskPort } from './people-desk.js'

const types = new Map([...builtInTypes, ...systemTypes].map((type) => [type.name, type]))
const record = (type: string, id: string, values: Values) => ({ ref: { type, id }, values, version: '1' })
const people: Readonly<Record<string, Values>> = {
  root: { name: 'Root', active: true, seat: true, superAdmin: true },
  anna: { name: 'Anna', active: true, seat: true, primaryTeam: 'west', permissionSets: ['csm'], timeZone: 'Asia/Tokyo', locale: 'de' },
  ben: { name: 'Ben', active: true, seat: true, permissionSets: ['lead'], hidden: ['company.arr'], readOnly: ['company.name'] },
  cleo: { name: 'Cleo', active: true, permissionSets: ['lead'] },
  dan: { name: 'Dan', active: true, seat: true },
  gone: { name: 'Gone', active: false, seat: true, permissionSets: ['lead'] },
}
const all = { view: 'all', edit: 'own', delete: 'none' }
const rest = [
  record('permissionSet', 'csm', { name: 'CSM', permissions: ['workspace.access'], objects: { '*': all } }),
  record('permissionSet', 'lead', { name: 'Lead', permissions: ['settings.manage'] }),
  record('team', 'west', { name: 'West' }),
]
const now = 1_000
const session = (id: string, user: string, endsAt = now + 1) => ({ id, user, createdAt: 0, usedAt: 5, endsAt })
const c1 = record('company', 'c1', { name: 'Halden', csm: 'anna' })

interface Given {
  readonly users?: Readonly<Record<string, Values>>
  readonly seen?: Readonly<Record<string, unknown>>
  readonly user?: string
}
function deskOf({ users = people, seen = { c1 }, user = 'root' }: Given = {}) {
  const [changes, batches] = [new Subject<WorkspaceChange>(), new Subject<unknown>()]
  const kept = [session('s1', 'anna', now), session('s2', 'anna'), session('s3', 'ben'), session('s4', 'anna', now + 9)]
  const { writer, batches: written } = testDrafts(kept.map(({ id, ...values }) => ({ type: 'session', id, values })))
  const directory = createDirectory([...Object.entries(users).map(([id, values]) => record('user', id, values)), ...rest])
  const workspaces = createWorkspaces([record('workspace', 'w', { name: 'Western', teams: ['west'] })])
  const asker = (id: string): Asker | undefined => {
    const principal = directory.find(id)
    return principal && { principal, workspace: workspaces.of(principal), roles: new Map() }
  }
  const asked: unknown[] = []
  const state = { counts: 3 }
  const port = {
    ...{ changes, batches, directory, workspaces, writer },
    access: { type: (_: unknown, name: string) => types.get(name), policy: () => always },
    askers: { find: asker, get: (id: string) => asker(id) ?? { principal: systemPrincipal, workspace: 'main', roles: new Map() } },
    clock: { now: () => now },
    permissions: () => [{ id: 'acme.x.do', title: 'Do' }],
    roles: { in: () => new Map([['customer', [{ type: 'company', properties: {} }]]]) },
    schema: () => types,
    sessions: { all: () => kept },
    reader: {
      aggregate: async () => ({ groups: [{ by: ['anna'], count: state.counts, measures: [] }] }),
      find: async (by: Asker, { id }: { readonly id: string }) => {
        asked.push(by.principal.system ? 'core' : by.principal.user)
        return by.principal.system ? c1 : seen[id]
      },
    },
  }
  return { desk: createPeopleDesk(port as unknown as PeopleDeskPort, user), changes, batches, directory, written, asked, state }
}
type Desk = ReturnType<typeof deskOf>['desk']
const turn = () => new Promise((resolve) => setImmediate(resolve))
const first = <T>(stream: Observable<T>): Promise<T> => firstValueFrom(stream)
const problemOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return isTenureError(error) ? error.problem : error
}
const person = (desk: Desk, id: string) => first(desk.person(id))
const explained = (given: Given, input: { user: string; type: string; id: string }) => first(deskOf(given).desk.explain(input))
const notFound = (type: string, id: string) => ({
  ...{ code: 'record.not-found', message: `There is no ${type} with the id ${id}.`, details: { record: { type, id } } },
})

test('[ACC-13] a user is shown with workspace, sessions that have not ended, customers and rights', async () => {
  const shown = await person(deskOf().desk, 'anna')
  expect(shown).toMatchObject({
    ...{ id: 'anna', name: 'Anna', timeZone: 'Asia/Tokyo', locale: 'de', you: false, customers: 3, seenAt: 5, sessions: 2 },
    ...{ workspace: { id: 'w', name: 'Western' }, version: expect.stringMatching(/./), hidden: [], readOnly: [] },
  })
  expect(shown).not.toHaveProperty('last')
  expect(shown.rights.map(({ right, yes, from }) => [right, yes, from])).toEqual([
    ['tabs', true, ['CSM']],
    ['settings', false, []],
    ['scores', false, []],
    ['plugin', false, []],
    ['people', false, []],
  ])
  expect(shown.records.find(({ type }) => type === 'company')).toEqual({
    ...{
      type: 'company',
      label: types.get('company')?.plural,
      view: { reach: 'all', from: ['CSM'] },
      edit: { reach: 'own', from: ['CSM'] },
    },
    ...{ delete: { reach: 'none', from: [] }, unassigned: { on: false, from: [] } },
  })
})

test('[ACC-8] properties that are hidden or read-only are named; zone, language and workspace have defaults', async () => {
  expect(await person(deskOf().desk, 'ben')).toMatchObject({
    ...{ timeZone: 'UTC', locale: 'en', workspace: { id: 'main', name: 'Main workspace' }, customers: 0, sessions: 1 },
    hidden: [{ path: 'company.arr', label: expect.stringMatching(/^Company, /), from: [] }],
    readOnly: [{ path: 'company.name', label: expect.stringMatching(/^Company, /), from: [] }],
  })
})

test('[ACC-13] a deactivated user has no rights and no sessions, and one that is not there is not found', async () => {
  const { desk } = deskOf()
  expect(await person(desk, 'gone')).toMatchObject({ rights: [], records: [], sessions: 0, workspace: { id: 'main' } })
  expect(await problemOf(person(desk, 'nobody'))).toEqual(notFound('user', 'nobody'))
})

test('[ACC-13] the last super admin is told so, with two who could become one: who has a seat, managers first', async () => {
  const { desk } = deskOf()
  expect(await person(desk, 'root')).toMatchObject({
    you: true,
    last: {
      others: [
        { id: 'ben', name: 'Ben' },
        { id: 'anna', name: 'Anna' },
      ],
    },
  })
  const alone = deskOf({ users: { root: { ...people['root'] }, anna: { ...people['anna'] } } })
  expect(await person(alone.desk, 'root')).toMatchObject({ last: { others: [{ id: 'anna', name: 'Anna' }] } })
  const two = deskOf({ users: { ...people, cleo: { ...people['cleo'], superAdmin: true } } })
  expect(await person(two.desk, 'root')).not.toHaveProperty('last')
})

test('[ACC-13] the page offers teams, sets, permissions of core and plugins, and the properties that can be hidden', async () => {
  const offers = await first(deskOf().desk.offers())
  expect([offers.teams, offers.sets]).toEqual([
    [{ id: 'west', name: 'West' }],
    [
      { id: 'csm', name: 'CSM' },
      { id: 'lead', name: 'Lead' },
    ],
  ])
  expect(offers.permissions.map(({ id }) => id)).toEqual(['workspace.access', 'settings.manage', 'acme.x.do'])
  const company = offers.types.find(({ name }) => name === 'company')
  expect(company?.label).toBe(types.get('company')?.plural)
  expect(company?.properties).toContainEqual({ path: 'company.csm', label: 'CSM' })
})

test('[ACC-7] [ACC-12] a right is explained of a record that the one who asks sees', async () => {
  const given = { user: 'anna', type: 'company', id: 'c1' }
  const { desk, asked } = deskOf()
  const answer = await first(desk.explain(given))
  const company = types.get('company')
  expect(answer.record).toEqual({ type: 'company', id: 'c1', label: company?.label, plural: company?.plural, title: 'Halden' })
  expect(answer.view).toEqual({ yes: true, reach: 'all', from: ['CSM'], because: 'everything' })
  expect(answer.edit).toMatchObject({ yes: true, because: 'own', owner: { id: 'anna', name: 'Anna' } })
  expect(answer.delete).toMatchObject({ yes: false, because: 'none' })
  expect(asked).toEqual(['root', 'core'])
  expect((await explained({ seen: { c1: { ...c1, values: {} } } }, given)).record.title).toBeNull()
})

test('[ACC-9] [ACC-12] what is not seen is not explained, and neither is a user who is not there', async () => {
  const given = { user: 'anna', type: 'company', id: 'c1' }
  expect(await problemOf(explained({ seen: {} }, given))).toEqual(notFound('company', 'c1'))
  expect(await problemOf(explained({}, { ...given, user: 'nobody' }))).toEqual(notFound('user', 'nobody'))
  expect(await problemOf(explained({ user: 'cleo' }, given))).toMatchObject({ code: 'access.denied' })
})

test('[ACC-6] a deactivated user has no access, whatever the record', async () => {
  const none = { yes: false, reach: 'none', from: [], because: 'no-access' }
  expect(await explained({}, { user: 'gone', type: 'company', id: 'c1' })).toMatchObject({ view: none, edit: none, delete: none })
})

test('[SEC-5] all sessions of a user are ended, and counted', async () => {
  const { desk, written } = deskOf()
  expect(await desk.endSessions('anna')).toEqual({ ended: 3 })
  expect(written.flatMap(({ records }) => records.map(({ id, is }) => `${is} ${id}`))).toEqual(
    ['s1', 's2', 's4'].map((id) => `purge session/${id}`),
  )
  expect(await desk.endSessions('root')).toEqual({ ended: 0 })
})

test('[ACC-10] a user is shown again after each change of the workspace, of sessions and of customers', async () => {
  const { desk, changes, batches, state } = deskOf()
  const seen: unknown[] = []
  desk.person('anna').subscribe(({ customers }) => seen.push(customers))
  const next = async (count: number, give: () => void) => {
    state.counts = count
    give()
    await turn()
  }
  const batch = (type: string, changed: readonly string[], change = 'patch') =>
    batches.next({ changes: [{ ref: { type, id: 'x' }, change, changed }] })
  await turn()
  await next(4, () => batch('company', ['name']))
  await next(5, () => batch('deal', ['owner'], 'create'))
  await next(6, () => batch('company', ['csm']))
  await next(7, () => batch('session', ['usedAt']))
  await next(8, () => changes.next({ profiles: true }))
  expect(seen).toEqual([3, 6, 7, 8])
})

test('[ACC-10] teams, sets and offers follow their own records', async () => {
  const { desk, batches, directory } = deskOf()
  const seen: string[] = []
  const say = (what: string) => (list: readonly { readonly name: string }[]) => seen.push(`${what} ${list.map(({ name }) => name).join()}`)
  desk.teams().subscribe(say('teams'))
  desk.sets().subscribe(say('sets'))
  desk.offers().subscribe(({ teams, sets }) => say('offers')([...teams, ...sets]))
  await turn()
  expect(seen).toEqual(['teams West', 'sets CSM,Lead', 'offers West,CSM,Lead'])
  const next = async (type: 'team' | 'permissionSet', id: string, name: string, told: string) => {
    const change = { change: 'patch', version: '2', at: 0, changed: ['name'] } as const
    directory.apply({ ...change, ref: { type, id }, after: { name } })
    batches.next({
      changes: [
        { ...change, ref: { type: 'company', id: 'c9' } },
        { ...change, ref: { type: told, id } },
      ],
    })
    await turn()
  }
  await next('team', 'west', 'Wild', 'company')
  expect(seen).toHaveLength(3)
  await next('team', 'west', 'East', 'team')
  await next('permissionSet', 'lead', 'Chief', 'permissionSet')
  expect(seen.slice(3)).toEqual(['teams East', 'offers East,CSM,Lead', 'sets Chief,CSM', 'offers East,Chief,CSM'])
})

test('[ACC-10] an explanation follows its record', async () => {
  const { desk, batches, asked } = deskOf()
  desk.explain({ user: 'anna', type: 'company', id: 'c1' }).subscribe()
  await turn()
  const next = async (id: string) => {
    batches.next({ changes: [{ ref: { type: 'company', id }, change: 'patch', changed: ['name'] }] })
    await turn()
  }
  await next('c2')
  expect(asked).toEqual(['root', 'core'])
  await next('c1')
  expect(asked).toEqual(['root', 'core', 'root', 'core'])
})
