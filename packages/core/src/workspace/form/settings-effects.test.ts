import { createFakeClock } from '@tenure/testing'
import { Subject } from 'rxjs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { RoleMapping } from '../../access/asker.js'
import { type Principal, systemPrincipal } from '../../access/principal.js'
import { type AnySettings, defineSettings } from '../../contract/settings.js'
import type { RoleName } from '../../schema/role.js'
import type { WorkspaceChange } from '../change.js'
import { type EffectsPort, watchEffects } from './settings-effects.js'

const own = defineSettings({
  ...{ id: 'acme.x/own', scope: 'workspace', title: 'Own', schema: z.strictObject({ csm: z.string() }), initial: { csm: 'csm' } },
  effects: async ({ before, after, filled }) => [`${before.csm} to ${after.csm}`, `filled ${await filled('revenue', 'keeper')}`],
})
const bare = defineSettings({ ...{ id: 'acme.x/bare', scope: 'account', title: 'Bare', schema: z.any(), initial: {} } })
const broken = Object.entries<() => unknown>({
  throws: () => {
    throw new Error('secret')
  },
  rejects: () => Promise.reject(new Error('secret')),
  odd: () => 'a sentence',
  odder: () => [5],
  hangs: () => new Promise(() => {}),
}).map(([name, effects]) =>
  defineSettings({
    ...{ id: `acme.x/${name}`, scope: 'account', title: name, schema: z.any(), initial: {} },
    effects: effects as unknown as () => readonly string[],
  }),
)
const member = (primaryTeam: string | undefined, more: Partial<Principal> = {}): Principal => ({
  ...{ ...systemPrincipal, system: false, superAdmin: false, primaryTeam, permissions: new Set(['workspace.access']), ...more },
})
const people: Readonly<Record<string, Principal | undefined>> = {
  anna: member('west'),
  ben: member('west'),
  cleo: member('east'),
  dan: member('west', { seat: false }),
  gone: undefined,
}
const roles = new Map<RoleName, readonly RoleMapping[]>([
  ['revenue', ['deal', 'order', 'lost', 'bare'].map((type) => ({ type, properties: {} }))],
])

function start() {
  const changes = new Subject<WorkspaceChange>()
  const [counted, now]: [unknown[], { users: string[]; count: number }] = [[], { users: Object.keys(people), count: 2 }]
  const types = ['deal', 'order', 'bare'].map((name) => ({
    name,
    properties: name === 'bare' ? [{ name: 'csm' }] : [{ name: 'csm' }, { name: 'keeper' }],
  }))
  const clock = createFakeClock('2026-06-30T12:00:00Z')
  const port = {
    changes,
    clock,
    askers: { get: () => ({ principal: systemPrincipal, workspace: 'w', roles }) },
    sections: () => [own, bare, ...broken] as readonly AnySettings[],
    schema: () => new Map(types.map((type) => [type.name, type])),
    settings: { read: () => ({ value: { csm: 'csm' } }) },
    directory: {
      users: () => now.users.map((id) => ({ id })),
      find: (id: string) => people[id],
      rows: () => new Map(['west', 'wild', 'east'].map((team) => [team, {}])),
    },
    workspaces: {
      find: (id: string) => ({ id }),
      of: ({ primaryTeam }: Pick<Principal, 'primaryTeam'>) => (primaryTeam?.startsWith('w') ? 'w' : 'main'),
    },
    reader: {
      count: async (_: unknown, query: unknown) => {
        counted.push(query)
        return now.count
      },
    },
  } as unknown as EffectsPort
  const watch = (section: string, values: unknown) => {
    const seen: unknown[] = []
    watchEffects(port, 'anna', { section, values }).subscribe({
      next: (each) => seen.push(each),
      error: (error) => seen.push(error.message),
    })
    return seen
  }
  return { changes, clock, counted, now, watch }
}
const turn = () => new Promise((resolve) => setImmediate(resolve))

test('[WSP-5] a save concerns the people and teams of the workspace, and says what it would do', async () => {
  const { watch, counted } = start()
  const seen = watch(own.id, { csm: 'lead' })
  await turn()
  expect(seen).toEqual([{ people: 2, teams: 2, lines: ['csm to lead', 'filled 4'] }])
  const query = (type: string) => ({ type, where: { test: 'is-known', property: `${type}.keeper` } })
  expect(counted).toEqual([query('deal'), query('order')])
})

test('[WSP-5] settings of the account concern everybody with a seat, and all teams', async () => {
  const seen = start().watch(bare.id, { a: 1 })
  await turn()
  expect(seen).toEqual([{ people: 3, teams: 3, lines: [] }])
})

test('[WSP-5] values that fit no schema yet, and those that are saved already, have no effects', async () => {
  const { watch, counted } = start()
  const seen = [watch(own.id, { csm: 7 }), watch(own.id, { csm: 'csm' })]
  await turn()
  expect(seen).toEqual(Array.from({ length: 2 }, () => [{ people: 2, teams: 2, lines: [] }]))
  expect(counted).toEqual([])
})

test('[ACC-10] people are counted again with each change of people and workspaces, effects with settings and object types', async () => {
  const { watch, changes, now } = start()
  const seen = watch(own.id, { csm: 'lead' })
  await turn()
  now.users = ['anna']
  now.count = 3
  changes.next({ users: new Set(['ben']) })
  await turn()
  expect(seen.slice(1)).toEqual([{ people: 1, teams: 2, lines: ['csm to lead', 'filled 4'] }])
  changes.next({ types: new Set() })
  await turn()
  expect(seen.slice(2)).toEqual([{ people: 1, teams: 2, lines: ['csm to lead', 'filled 6'] }])
  now.count = 4
  changes.next({ section: own.id })
  await turn()
  expect(seen.at(-1)).toEqual({ people: 1, teams: 2, lines: ['csm to lead', 'filled 8'] })
})

test('[SDK-5] [PLUGIN-10] effects that fail, are no sentences or do not come are the fault of their plugin', async () => {
  const { clock, watch } = start()
  const seen = broken.map(({ id }) => watch(id, { a: 1 }))
  await turn()
  await clock.advance({ ms: 5_000 })
  await turn()
  const off = 'returned something else than it is declared to'
  const did = ['failed', 'failed', off, off, 'did not answer within 5 s']
  expect(seen).toEqual(broken.map(({ id }, at) => [`The plugin acme.x is broken. The effects of ${id} ${did[at]}.`]))
  expect(clock.pending).toBe(0)
})
