import { Subject } from 'rxjs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { systemAsker } from '../../access/asker.js'
import { type Principal, systemPrincipal } from '../../access/principal.js'
import { defineEditions, openEdition } from '../../contract/administration/edition.js'
import { type AnySettings, defineSettings, oneOf } from '../../contract/settings.js'
import type { Values } from '../../schema/value.js'
import type { WorkspaceChange } from '../change.js'
import { createWorkspaces } from '../workspaces.js'
import { findShared } from './shared-records.js'
import { type WorkspacesPort, watchWorkspaces } from './watch-workspaces.js'

const editions = defineEditions([
  { name: 'none', label: 'None', limits: { teamWorkspaces: 0 } },
  { name: 'two', label: 'Two', capabilities: ['teamWorkspaces'], limits: { teamWorkspaces: 2 } },
])
const own = defineSettings({
  ...{ id: 'acme.x/own', scope: 'workspace', title: 'Own', schema: z.strictObject({ mode: z.string() }), initial: { mode: 'one' } },
  choices: { mode: oneOf([{ value: 'one', label: 'One' }]) },
})
const account = { ...own, id: 'acme.x/all', scope: 'account' } as const
const member = (primaryTeam: string | undefined, more: Partial<Principal> = {}): Principal => ({
  ...{ ...systemPrincipal, system: false, superAdmin: false, primaryTeam, permissions: new Set(['workspace.access']), ...more },
})
const people: Readonly<Record<string, Principal | undefined>> = {
  anna: member('west'),
  ben: member('west'),
  cleo: member(undefined),
  dan: member('west', { seat: false }),
  gone: undefined,
}
const workspace = (id: string, values: Values) => ({ ref: { type: 'workspace', id }, version: '3', values })
const held = [workspace('w', { name: 'West', description: 'Far', teams: ['west', 'left'] }), workspace('n', { name: 'North', teams: [] })]
const shared = (name: string, more: object = {}) => ({
  ...{ name, policy: { by: 'shared', audience: { property: 'audience', workspace: 'place' } }, ...more },
})
const schema = [shared('view'), shared('report'), shared('plain', { policy: { by: 'shared' } }), { name: 'company' }]

function start(edition = 'two') {
  const [changes, batches] = [new Subject<WorkspaceChange>(), new Subject<unknown>()]
  const teams = new Map<string, Values>([
    ['west', { name: 'West team' }],
    ['b', { name: 'Same' }],
    ['a', { name: 'Same' }],
    ['nameless', {}],
  ])
  const counted: unknown[] = []
  const now = { views: 4 }
  const port = {
    ...{ changes, batches, edition: openEdition(edition, editions), workspaces: createWorkspaces(held) },
    directory: { users: () => Object.keys(people).map((id) => ({ id })), find: (id: string) => people[id], rows: () => teams },
    reader: {
      count: async (by: unknown, query: unknown) => {
        counted.push([by === systemAsker, query])
        return now.views
      },
    },
    roles: { in: () => new Map() },
    schema: () => new Map(schema.map((type) => [type.name, type])),
    sections: () => [own, account] as readonly AnySettings[],
    settings: { read: (_: unknown, id: string) => ({ value: { mode: id === 'w' ? 'gone' : 'one' }, version: '1', open: [] }) },
  }
  const seen: unknown[] = []
  watchWorkspaces(port as unknown as WorkspacesPort).subscribe((each) => seen.push(each))
  return { changes, batches, counted, now, seen }
}
const turn = () => new Promise((resolve) => setImmediate(resolve))
const none = { over: false, people: 0, views: 4, faults: [], description: '' }

test('[WSP-1] [WSP-5] each workspace is shown with its teams, who works there, its shared views and what no longer fits', async () => {
  const { seen, counted } = start()
  await turn()
  expect(seen).toEqual([
    {
      workspaces: [
        { ...none, id: 'main', name: 'Main workspace', teams: ['nameless', 'a', 'b'], version: '0', main: true, people: 1 },
        {
          ...{ id: 'w', name: 'West', description: 'Far', teams: ['west'], version: '3', main: false, over: false, people: 2, views: 4 },
          faults: [{ section: 'acme.x/own', count: 1 }],
        },
        { ...none, id: 'n', name: 'North', teams: [], version: '3', main: false },
      ],
      teams: [
        { id: 'nameless', name: 'nameless', people: 0, workspace: 'main' },
        { id: 'a', name: 'Same', people: 0, workspace: 'main' },
        { id: 'b', name: 'Same', people: 0, workspace: 'main' },
        { id: 'west', name: 'West team', people: 2, workspace: 'w' },
      ],
      limit: 2,
      full: 'The edition Two has at most 2 team workspaces.',
    },
  ])
  const where = (id: string) => ({
    test: 'all',
    filters: [
      { test: 'any-of', property: 'view.audience', values: ['everyone', 'teams'] },
      { test: 'is', property: 'view.place', value: id },
    ],
  })
  expect(counted).toEqual(['main', 'w', 'n'].map((id) => [true, { type: 'view', where: where(id) }]))
})

test('[EDN-2] [EDN-4] an edition without team workspaces has room for none, and those that are there exceed it', async () => {
  const { seen } = start('none')
  await turn()
  expect(seen).toMatchObject([
    {
      limit: 0,
      full: expect.stringContaining('Team workspaces are not part'),
      workspaces: [{ over: false }, { over: true }, { over: true }],
    },
  ])
})

test('[WSP-9] workspaces are counted again with changes of the account, of teams and of what is shared, and with no others', async () => {
  const { seen, batches, changes, now } = start()
  await turn()
  const next = async (views: number, give: () => void) => {
    now.views = views
    give()
    await turn()
  }
  const batch = (...types: readonly string[]) => batches.next({ changes: types.map((type) => ({ ref: { type, id: 'x' } })) })
  await next(5, () => batch('company'))
  await next(6, () => batch('plain'))
  expect(seen).toHaveLength(1)
  await next(7, () => batch('report'))
  await next(8, () => batch('company', 'team'))
  await next(8, () => batch('view'))
  await next(9, () => batch('view'))
  await next(10, () => changes.next({ profiles: true }))
  expect(seen.map((each) => (each as { workspaces: { views: number }[] }).workspaces[0]?.views)).toEqual([4, 7, 8, 9, 10])
})

test('[WSP-10] what is shared in a workspace is found type by type', async () => {
  const asked: unknown[] = []
  const reader = {
    list: async (by: unknown, query: { readonly type: string; readonly limit?: number; readonly select: readonly string[] }) => {
      asked.push([by === systemAsker, query.type, query.limit, query.select])
      return { records: [{ ref: { type: query.type, id: `${query.type}1` } }], total: 1 }
    },
  }
  expect(await findShared(reader as never, new Map(schema.map((type) => [type.name, type])) as never, 'w')).toEqual([
    { type: 'view', id: 'view1' },
    { type: 'report', id: 'report1' },
  ])
  expect(asked).toEqual([
    [true, 'view', 1000, []],
    [true, 'report', 1000, []],
  ])
})
