import { Subject } from 'rxjs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { always, never } from '../access/policy.js'
import { type Principal, systemPrincipal } from '../access/principal.js'
import { type AnySettings, defineSettings, oneOf } from '../contract/settings.js'
import { isTenureError } from '../errors/tenure-error.js'
import type { WorkspaceChange } from '../workspace/change.js'
import { currencySection } from '../workspace/form/currency-section.js'
import { roleSection } from '../workspace/role-section.js'
import { createPageDesk, type PagePort } from './page-desk.js'

const own = defineSettings({
  ...{ id: 'acme.x/own', scope: 'workspace', title: 'Own', icon: 'money', description: 'What is ours.' },
  schema: z.strictObject({ mode: z.string(), way: z.enum(['short', 'long']).nullable() }),
  initial: { mode: 'one', way: null },
  choices: { mode: oneOf([{ value: 'one', label: 'One', more: 1 } as never]) },
})
const bare = defineSettings({
  ...{ id: 'acme.x/bare', scope: 'account', title: 'Bare', schema: z.strictObject({ text: z.string() }), initial: { text: '' } },
})
const csm: Principal = {
  ...systemPrincipal,
  ...{ user: 'anna', name: 'Anna', timeZone: 'Europe/Berlin', locale: 'de', system: false, superAdmin: false, seat: true },
  permissions: new Set(['workspace.access']),
}
const aType = (name: string, more: object = {}) => ({ name, active: true, properties: [], associations: [], ...more })

interface Given {
  readonly principal?: Partial<Principal>
  readonly unseen?: readonly string[]
  readonly admins?: readonly string[]
  readonly people?: Readonly<Record<string, Partial<Principal>>>
}
function deskOf({ principal = {}, unseen = [], admins = ['root', 'gone'], people = {} }: Given = {}, key?: string) {
  const changes = new Subject<WorkspaceChange>()
  const keys: (string | undefined)[] = []
  const now = { currency: 'EUR' as string | null, name: 'West' as string | undefined, own: { mode: 'one', way: null } as object }
  const types = [aType('company'), aType('deal'), aType('service', { active: false }), aType('view', { policy: {} })]
  const listed = () => Object.entries(people).map(([id, { name = id }]) => ({ id, name, active: true }))
  const port = {
    ...{ changes, revenueTypes: [], edition: { has: () => true, lacks: () => undefined, exceeds: () => undefined } },
    access: { policy: (_: unknown, name: string) => (unseen.includes(name) ? never : always) },
    askers: { get: () => ({ principal: { ...csm, ...principal }, workspace: 'w', roles: new Map() }) },
    directory: {
      users: listed,
      find: (id: string) => (id === 'left' ? undefined : { ...csm, ...people[id] }),
      superAdmins: () => admins,
      name: (id: string) => (id === 'gone' ? undefined : `The ${id}`),
    },
    clock: { now: () => 1_000 },
    roles: { in: () => new Map() },
    writer: {
      draft: async (by: { readonly key?: string }) => {
        keys.push(by.key)
        return { ok: true, value: { records: [], changed: false } }
      },
    },
    schema: () => new Map(types.map((type) => [type.name, type])),
    sections: () => [own, bare, currencySection] as readonly AnySettings[],
    settings: {
      read: (section: AnySettings) => {
        if (section.id === currencySection.id) return { value: { currency: now.currency }, version: '0', open: [] }
        return { value: section.id === own.id ? now.own : { text: 'x' }, version: '3', open: [] }
      },
    },
    workspaces: { find: (id: string) => (now.name === undefined || id === 'nowhere' ? undefined : { id, name: now.name }) },
  }
  return { desk: createPageDesk(port as unknown as PagePort, 'anna', key), changes, now, port, keys }
}
function seen<T>(stream: { subscribe(next: (value: T) => void): unknown }): T[] {
  const values: T[] = []
  stream.subscribe((value) => values.push(value))
  return values
}
const sessionOf = (given?: Given) => seen(deskOf(given).desk.session())[0]

test('[ACC-2] the session says who the user is, where they work and what they may do', () => {
  expect(sessionOf()).toEqual({
    ...{ user: { id: 'anna', name: 'Anna' }, timeZone: 'Europe/Berlin', locale: 'de', currency: 'EUR' },
    ...{ workspace: { id: 'w', name: 'West' }, rights: { settings: false } },
  })
  expect(sessionOf({ principal: { permissions: new Set(['workspace.access', 'settings.manage']) } })?.rights).toEqual({ settings: true })
  expect(sessionOf({ principal: { superAdmin: true } })?.rights).toEqual({ settings: true, superAdmin: true })
})

test('[ACC-6] who lacks something is told what, and whom to ask: three super admins at most', () => {
  const missing = (need: string) => ({ code: 'access.denied', message: expect.stringMatching(/./), details: { missing: need } })
  const seatless = sessionOf({ principal: { seat: false }, admins: ['root', 'gone', 'c', 'd'] })
  expect(seatless?.rights).toEqual({ settings: false, missing: missing('a service seat'), ask: ['The root', 'gone', 'The c'] })
  expect(sessionOf({ principal: { permissions: new Set() } })?.rights).toEqual({
    ...{ settings: false, missing: missing('workspace.access'), ask: ['The root', 'gone'] },
  })
})

test('[ACC-9] types of which the user sees nothing are named, where the type is active and people work on it', () => {
  expect(sessionOf({ unseen: ['deal', 'service', 'view'] })?.rights).toEqual({
    settings: false,
    unseen: ['deal'],
    ask: ['The root', 'gone'],
  })
})

test('a session without a default currency has none, and a workspace without a name is called by its id', () => {
  const { desk, now } = deskOf()
  Object.assign(now, { currency: null, name: undefined })
  const [session] = seen(desk.session())
  expect(session).toMatchObject({ workspace: { id: 'w', name: 'w' } })
  expect(session).not.toHaveProperty('currency')
})

test('[WSP-9] [ACC-10] the session follows workspaces, types, the currency and the rights of its user, and nothing else', () => {
  const { desk, changes, now } = deskOf()
  const sessions = seen(desk.session())
  const next = (change: WorkspaceChange, name: string) => {
    now.name = name
    changes.next(change)
  }
  next({ users: new Set(['ben']) }, 'unseen')
  next({ section: 'acme.x/own' }, 'unseen')
  next({ views: new Set() }, 'unseen')
  next({ workspace: 'w' }, 'one')
  next({ types: new Set() }, 'two')
  next({ section: currencySection.id }, 'three')
  next({ users: new Set(['ben', 'anna']) }, 'four')
  expect(sessions.map(({ workspace }) => workspace.name)).toEqual(['West', 'one', 'two', 'three', 'four'])
})

test('[ACC-5] all users are told by name; those whose Summary can be looked at have one, and are not oneself', () => {
  const people = { anna: {}, ben: { name: 'Ben' }, root: { superAdmin: true, seat: false }, idle: { seat: false }, left: { name: 'Left' } }
  const { desk, changes, port } = deskOf({ people })
  const [users, viewable] = [seen(desk.users()), seen(desk.viewable())]
  expect(users[0]?.map(({ id, name }) => [id, name])).toEqual(Object.keys(people).map((id) => [id, { ben: 'Ben', left: 'Left' }[id] ?? id]))
  expect(viewable).toEqual([
    [
      { id: 'ben', name: 'Ben' },
      { id: 'root', name: 'root' },
    ],
  ])
  port.directory.users = () => [{ id: 'ben', name: 'Benny', active: true }]
  changes.next({ types: new Set() })
  expect([users.length, viewable.length]).toEqual([1, 1])
  changes.next({ users: new Set(['ben']) })
  expect([users[1], viewable[1]]).toEqual([[{ id: 'ben', name: 'Benny', active: true }], [{ id: 'ben', name: 'Benny' }]])
})

test('[WSP-13] the sections are listed with their titles, the one of the core first', () => {
  const { desk } = deskOf()
  const of = ({ id, title, scope, description, icon }: AnySettings) => ({
    ...{ id, title, scope, ...(icon !== undefined && { icon }), ...(description !== undefined && { description }) },
  })
  const [sections] = seen(desk.sections())
  expect(Object.keys(sections?.[2] ?? {})).toEqual(['id', 'title', 'scope'])
  expect(sections).toEqual([
    of(roleSection),
    of(own as AnySettings),
    { id: 'acme.x/bare', title: 'Bare', scope: 'account' },
    of(currencySection),
  ])
  expect(sections?.[1]).toMatchObject({ icon: 'money', description: 'What is ours.' })
})

test('[WSP-5] a section of a workspace is shown with its fields, values, problems, choices and the name of the workspace', () => {
  const { desk, now } = deskOf()
  now.own = { mode: 'two', way: 'short' }
  const [shown] = seen(desk.settings({ section: own.id }))
  expect(shown).toEqual({
    ...{ section: own.id, title: 'Own', scope: 'workspace', description: 'What is ours.', workspace: { id: 'w', name: 'West' } },
    fields: [
      { field: 'mode', label: 'Mode', kind: 'choice', optional: false, nullable: false },
      { field: 'way', label: 'Way', kind: 'choice', optional: true, nullable: true },
    ],
    ...{ values: { mode: 'two', way: 'short' }, version: '3' },
    problems: [{ path: ['mode'], message: 'Mode cannot be two: it takes one.' }],
    choices: [
      { field: 'mode', label: 'Mode', options: [{ value: 'one', label: 'One' }] },
      {
        ...{ field: 'way', label: 'Way' },
        options: [
          { value: 'short', label: 'Short' },
          { value: 'long', label: 'Long' },
        ],
      },
    ],
  })
})

test('[WSP-5] a section of the account has no workspace, and one without a description says none', () => {
  const { desk } = deskOf()
  expect(seen(desk.settings({ section: bare.id }))).toEqual([
    {
      ...{ section: bare.id, title: 'Bare', scope: 'account', values: { text: 'x' }, version: '3', problems: [], choices: [] },
      fields: [{ field: 'text', label: 'Text', kind: 'text', optional: false, nullable: false }],
    },
  ])
})

test('[WSP-5] settings of a workspace that is not there are refused', () => {
  const errors: unknown[] = []
  deskOf()
    .desk.settings({ section: own.id, workspace: 'nowhere' })
    .subscribe({ error: (error: unknown) => errors.push(error) })
  expect(errors.map((error) => isTenureError(error) && error.code)).toEqual(['input.invalid'])
})

test('[WSP-13] the list of sections follows object types and settings', () => {
  const { desk, changes, port } = deskOf()
  const lists = seen(desk.sections())
  const next = (change: WorkspaceChange, ...sections: readonly unknown[]) => {
    port.sections = () => sections as readonly AnySettings[]
    changes.next(change)
  }
  next({ workspace: 'w' }, bare)
  next({ section: 'acme.x/own' }, own, bare)
  next({ types: new Set() }, own)
  expect(lists.map((list) => list.length)).toEqual([4, 3, 2])
})

test('[VIEW-1] a view is saved, deleted and placed once under the key of the action', async () => {
  const { desk, keys } = deskOf({}, 'k1')
  await desk.saveView({ collection: 'list', name: 'Mine' })
  await desk.deleteView({ id: 'a' })
  await desk.setDefaultView({ collection: 'list', view: 'a', place: 1 })
  expect(keys).toEqual(['k1', 'k1', 'k1'])
})
