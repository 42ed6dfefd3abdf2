import { expect, test } from 'vitest'
import { z } from 'zod'
import { systemAsker } from '../../access/asker.js'
import { type Principal, systemPrincipal } from '../../access/principal.js'
import { defineSettings } from '../../contract/settings.js'
import { isTenureError } from '../../errors/tenure-error.js'
import { testDrafts } from '../../records/test-drafts.js'
import type { ObjectTypeDefinition } from '../../schema/definition.js'
import type { Values } from '../../schema/value.js'
import { createWorkspaces } from '../workspaces.js'
import { createWorkspace, deleteWorkspace, saveWorkspace, type WriteWorkspacesPort } from './write-workspaces.js'

const held: Readonly<Record<string, Values>> = {
  w: { name: 'West', description: 'Far out', teams: ['west', 'wild', 'south'], createdAt: 5 },
  n: { name: 'North', teams: ['north'] },
}
const stored = Object.entries(held).map(([id, values]) => ({ type: 'workspace', id, values }))
const names = new Map<string, Values>([
  ['west', { name: 'West team' }],
  ['north', { name: 'North team' }],
])
const section = (id: `${string}/${string}`, scope: 'account' | 'workspace') =>
  defineSettings({ id, scope, title: id, schema: z.strictObject({}), initial: {} } as never)
const view: ObjectTypeDefinition = {
  ...{ name: 'view', label: 'View', plural: 'Views', title: 'name', properties: [], associations: [], ownership: [], active: true },
  policy: { by: 'shared', audience: { property: 'audience', workspace: 'workspace' } } as never,
}

function deskOf({ principal = systemPrincipal, records = stored }: { principal?: Principal; records?: typeof stored } = {}) {
  const { writer, batches } = testDrafts([
    ...records,
    { type: 'setting', id: 'w/acme.x/own', values: { name: 'x' } },
    { type: 'setting', id: 'acme.x/all', values: { name: 'x' } },
    { type: 'view', id: 'v1', values: { name: 'Shared' } },
  ])
  const workspaces = createWorkspaces(
    Object.entries(held).map(([id, values]) => ({ ref: { type: 'workspace', id }, version: '1', values })),
  )
  const port: WriteWorkspacesPort = {
    workspaces,
    askers: { get: () => ({ ...systemAsker, principal }) },
    clock: { now: () => 1_000 },
    directory: { hasTeam: () => true, rows: () => names },
    schema: () => new Map([['view', view]]),
    sections: () => [section('acme.x/own', 'workspace'), section('acme.x/all', 'account')] as never,
    reader: { list: async () => ({ records: [{ ref: { type: 'view', id: 'v1' }, version: '1', values: {} }], total: 1 }) },
    writer: {
      async draft(by, fill) {
        const outcome = await writer.draft(by, fill)
        for (const { id, is, values } of batches.at(-1)?.records ?? []) {
          const after = is === 'purge' ? {} : { after: values }
          workspaces.apply({ ref: { type: 'workspace', id: id.slice(10) }, change: 'patch', version: '2', at: 0, changed: [], ...after })
        }
        return outcome
      },
    },
  }
  return { port, batches, written: () => batches.flatMap((batch) => batch.records) }
}
const values = (more: object = {}) => ({ name: 'East', description: '', teams: [] as string[], ...more })
async function problemOf(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return isTenureError(error) ? error.problem : error
}
const invalid = (path: string, message: string) => ({ code: 'input.invalid', message, details: { issues: [{ path: [path], message }] } })
const taken = (team: string, workspace: string) =>
  `The team ${team} is in the workspace ${workspace}, and a team belongs to one workspace at most. Ask for its move, or take it out there first.`

test('[WSP-4] a workspace is made with its trimmed name and its teams once each; the answer is what was made', async () => {
  const { port, written, batches } = deskOf()
  const made = await createWorkspace(port, 'anna', { ...values({ name: ' East ', teams: ['e1', 'e2', 'e1'] }), move: [] })
  expect(made).toEqual({ id: made.id, name: 'East', description: '', teams: ['e1', 'e2'], version: '2' })
  expect(written()).toEqual([{ id: `workspace/${made.id}`, is: 'new', values: { name: 'East', description: null, teams: ['e1', 'e2'] } }])
  expect(batches[0]?.by).toEqual({ asker: systemAsker, actor: { user: 'anna', source: 'user' }, group: expect.stringMatching(/./) })
})

test('[WSP-5] a save changes name, description and teams, and answers with them', async () => {
  const { port, written } = deskOf()
  const given = { name: 'Wild', description: ' Out there ', teams: ['wild'] }
  expect(await saveWorkspace(port, 'anna', { workspace: 'w', version: '1', values: given, move: [] })).toEqual({
    ...{ id: 'w', name: 'Wild', description: 'Out there', teams: ['wild'], version: '2' },
  })
  expect(written()).toEqual([
    { id: 'workspace/w', is: 'changed', values: { name: 'Wild', description: 'Out there', teams: ['wild'], createdAt: 5 } },
  ])
})

test('[WSP-1] [WSP-11] the main workspace has no record until it is saved: its version is 0', async () => {
  const { port, written } = deskOf()
  const save = (version: string) => saveWorkspace(port, 'anna', { workspace: 'main', version, values: values({ name: 'All' }), move: [] })
  expect(await problemOf(save('1'))).toMatchObject({ code: 'record.conflict' })
  expect(written()).toEqual([])
  expect(await save('0')).toEqual({ id: 'main', name: 'All', description: '', teams: [], version: '2' })
  expect(written()).toEqual([{ id: 'workspace/main', is: 'new', values: { name: 'All', description: null, teams: [] } }])
})

test('[WSP-11] the second of two administrators gets the newer values, and overwrites nothing', async () => {
  const { port, written } = deskOf()
  expect(await problemOf(saveWorkspace(port, 'anna', { workspace: 'w', version: '0', values: values(), move: [] }))).toEqual({
    code: 'record.conflict',
    message: 'Someone else saved these settings. Look at the newer version first.',
    details: {
      record: { type: 'workspace', id: 'w' },
      newer: { name: 'West', description: 'Far out', teams: ['west', 'wild', 'south'] },
      version: '1',
    },
  })
  expect(written()).toEqual([])
})

test('[WSP-2] teams of other workspaces are refused by name, unless their move is asked for', async () => {
  const { port, written } = deskOf()
  const given = values({ teams: ['west', 'wild', 'north', 'free'] })
  const messages = [taken('wild', 'West'), taken('North team', 'North')]
  expect(await problemOf(createWorkspace(port, 'anna', { ...given, move: ['west'] }))).toEqual({
    ...{ code: 'input.invalid', message: messages.join(' ') },
    details: { issues: messages.map((message) => ({ path: ['teams'], message })) },
  })
  expect(written()).toEqual([])
})

test('[WSP-2] one team of another workspace is enough to refuse', async () => {
  const { port, written } = deskOf()
  const given = { ...values({ teams: ['north'] }), move: ['west'] }
  expect(await problemOf(createWorkspace(port, 'anna', given))).toEqual(invalid('teams', taken('North team', 'North')))
  expect(written()).toEqual([])
})

test('[WSP-2] a team that moves leaves the other workspace in the same change, and its other teams stay there', async () => {
  const { port, batches, written } = deskOf()
  const made = await createWorkspace(port, 'anna', { ...values({ teams: ['west', 'wild'] }), move: ['west', 'wild'] })
  expect(batches).toHaveLength(1)
  expect(written()).toEqual([
    { id: 'workspace/w', is: 'changed', values: { name: 'West', description: 'Far out', teams: ['south'], createdAt: 5 } },
    { id: `workspace/${made.id}`, is: 'new', values: { name: 'East', description: null, teams: ['west', 'wild'] } },
  ])
  const own = deskOf()
  const save = saveWorkspace(own.port, 'anna', {
    workspace: 'w',
    version: '1',
    values: values({ teams: ['west', 'north'] }),
    move: ['north'],
  })
  expect(await save).toMatchObject({ teams: ['west', 'north'] })
  expect(own.written().map(({ id, values: after }) => [id, after['teams']])).toEqual([
    ['workspace/w', ['west', 'north']],
    ['workspace/n', []],
  ])
})

test('[WSP-10] a deleted workspace goes for good, with its settings and what is shared there; those of the account stay', async () => {
  const { port, written } = deskOf()
  expect(await deleteWorkspace(port, 'anna', 'w')).toBeUndefined()
  expect(written().map(({ id, is }) => [id, is])).toEqual([
    ['workspace/w', 'purge'],
    ['setting/w/acme.x/own', 'purge'],
    ['view/v1', 'purge'],
  ])
})

test('[WSP-10] the main workspace cannot be deleted, and one that is not there is named', async () => {
  const { port, written } = deskOf()
  expect(await problemOf(deleteWorkspace(port, 'anna', 'main'))).toEqual(invalid('workspace', 'The main workspace cannot be deleted.'))
  const none = {
    code: 'record.not-found',
    message: 'There is no workspace with the id gone.',
    details: { record: { type: 'workspace', id: 'gone' } },
  }
  expect(await problemOf(deleteWorkspace(port, 'anna', 'gone'))).toEqual(none)
  expect(await problemOf(saveWorkspace(port, 'anna', { workspace: 'gone', version: '0', values: values(), move: [] }))).toEqual(none)
  expect(written()).toEqual([])
})

test('[WSP-12] who may not manage settings writes no workspace', async () => {
  const { port, written } = deskOf({ principal: { ...systemPrincipal, system: false, superAdmin: false } })
  const denied = { code: 'access.denied', details: { missing: 'settings.manage' } }
  expect(await problemOf(createWorkspace(port, 'anna', { ...values(), move: [] }))).toMatchObject(denied)
  expect(await problemOf(saveWorkspace(port, 'anna', { workspace: 'w', version: '1', values: values(), move: [] }))).toMatchObject(denied)
  expect(await problemOf(deleteWorkspace(port, 'anna', 'w'))).toMatchObject(denied)
  expect(written()).toEqual([])
})
