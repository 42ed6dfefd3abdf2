import { expect, test } from 'vitest'
import { always, never } from '../../access/policy.js'
import { type Principal, systemPrincipal } from '../../access/principal.js'
import { derivedId, groupOfKey } from '../../base/id.js'
import { isTenureError } from '../../errors/tenure-error.js'
import { testDrafts } from '../../records/test-drafts.js'
import { builtInTypes } from '../../schema/built-in-definitions.js'
import type { Values } from '../../schema/value.js'
import { createViewBook } from '../../workspace/view-book.js'
import { deleteView, saveView, setDefaultView, type ViewDeskPort } from './view-desk.js'

const mine: Values = { name: 'Mine', collection: 'list', owner: 'anna', audience: 'private', layout: 'table', workspace: 'main' }
const ours: Values = { ...mine, name: 'Ours', audience: 'everyone' }
const stored: Readonly<Record<string, Values>> = { mine, ours, theirs: { ...ours, owner: 'ben' } }
const types = new Map(builtInTypes.map((type) => [type.name, type]))

interface Given {
  readonly views?: Readonly<Record<string, Values>>
  /** Default views of the list, where somebody has chosen them. */
  readonly kept?: readonly unknown[]
  readonly most?: number
  readonly hidden?: boolean
  readonly principal?: Partial<Principal>
}
function deskOf({ views = stored, kept, most = 3, hidden = false, principal = {} }: Given = {}) {
  const lists = { name: 'list', collection: 'list', workspace: 'main', audience: 'everyone', views: kept as never }
  const records = [
    ...Object.entries(views).map(([id, values]) => ({ type: 'view', id, values })),
    ...(kept === undefined ? [] : [{ type: 'defaultViews', id: 'main/list', values: lists }]),
  ]
  const { writer, batches } = testDrafts(records)
  const asker = { principal: { ...systemPrincipal, user: 'anna', ...principal }, workspace: 'main', roles: new Map() }
  const port = {
    ...{ writer, mostDefaults: most },
    access: {
      type: (_: unknown, name: string) => types.get(name),
      resolve: (ref: unknown) => ref,
      policy: (_: unknown, __: string, action: string) => (hidden && action === 'view' ? never : always),
    },
    askers: { get: () => asker },
    clock: { now: () => 1_000 },
    views: createViewBook(records.map(({ type, id, values }) => ({ ref: { type, id }, version: '1', values }))),
    builtInViews: (collection: string) => (collection === 'list' ? ['own', 'new', 'all', 'far'] : []),
  } as unknown as ViewDeskPort
  return { port, batches, asker, written: () => batches.flatMap((batch) => batch.records) }
}
const by = { user: 'anna' }
async function problemOf(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return isTenureError(error) ? error.problem : error
}
const noView = (id: string) => ({
  ...{ code: 'record.not-found', message: 'There is no such view, or you may not see it.', details: { record: { type: 'view', id } } },
})
const defaults = (views: readonly string[], is: 'new' | 'changed' = 'changed') => ({
  ...{ id: 'defaultViews/main/list', is },
  values: { name: 'list', collection: 'list', workspace: 'main', audience: 'everyone', views },
})

test('[VIEW-1] [VIEW-2] a new view is a private table of its maker and workspace, unless it says otherwise', async () => {
  const { port, written, batches, asker } = deskOf()
  const { id, lostPlace } = await saveView(port, by, { collection: 'list', name: 'Fresh' })
  expect([lostPlace, written()]).toEqual([
    false,
    [{ id: `view/${id}`, is: 'new', values: expect.objectContaining({ ...mine, name: 'Fresh' }) }],
  ])
  expect(batches[0]?.by).toEqual({ asker, actor: { user: 'anna', source: 'user' }, group: expect.stringMatching(/./) })
  const shared = deskOf()
  await saveView(shared.port, by, { collection: 'list', name: 'Board', audience: 'everyone', layout: 'board' })
  expect(shared.written()[0]?.values).toMatchObject({ name: 'Board', audience: 'everyone', layout: 'board', owner: 'anna' })
})

test('[VIEW-1] a view that is made again under the same key is the same one', async () => {
  const { port, batches } = deskOf()
  const made = await saveView(port, { user: 'anna', key: 'k1' }, { collection: 'list', name: 'Fresh' })
  expect(made.id).toBe(derivedId('k1 view'))
  expect(batches[0]?.by).toMatchObject({ key: 'k1', group: groupOfKey('k1') })
})

test('[VIEW-2] a saved view has what was given and keeps the rest; one that is shared is of the workspace it is shared in', async () => {
  const { port, written } = deskOf({ views: { mine: { ...mine, workspace: 'west' } } })
  expect(await saveView(port, by, { id: 'mine', collection: 'other', name: 'Renamed' })).toEqual({ id: 'mine', lostPlace: false })
  expect(written()).toEqual([{ id: 'view/mine', is: 'changed', values: { ...mine, name: 'Renamed', workspace: 'west' } }])
  await saveView(port, by, { id: 'mine', collection: 'list', audience: 'everyone' })
  expect(written()[1]?.values).toEqual({ ...mine, audience: 'everyone', workspace: 'main' })
})

test('[REC-2] a view that somebody else changed meanwhile is a conflict, where the save names a version', async () => {
  const { port } = deskOf()
  expect(await problemOf(saveView(port, by, { id: 'mine', collection: 'list', version: 'old', name: 'X' }))).toMatchObject({
    code: 'record.conflict',
  })
  expect(await problemOf(saveView(port, by, { id: 'mine', collection: 'list', name: 'X' }))).toBeUndefined()
})

test('[VIEW-6] a default view that turns private loses its place, and the answer says so', async () => {
  const { port, written } = deskOf({ kept: ['all', 'ours', 'own'] })
  expect(await saveView(port, by, { id: 'ours', collection: 'list', audience: 'private' })).toEqual({ id: 'ours', lostPlace: true })
  expect(written()).toEqual([defaults(['all', 'own']), { id: 'view/ours', is: 'changed', values: { ...ours, audience: 'private' } }])
})

test('[VIEW-6] a shared view that is no default one, and a private one, have no place to lose', async () => {
  const other = deskOf({ kept: ['all'] })
  expect(await saveView(other.port, by, { id: 'ours', collection: 'list', audience: 'private' })).toEqual({ id: 'ours', lostPlace: false })
  expect(other.written().map(({ id }) => id)).toEqual(['view/ours'])
  const still = deskOf({ kept: ['mine', 'ours'] })
  expect(await saveView(still.port, by, { id: 'mine', collection: 'list', audience: 'private', name: 'A' })).toMatchObject({
    lostPlace: false,
  })
  expect(await saveView(still.port, by, { id: 'ours', collection: 'list', name: 'B' })).toMatchObject({ lostPlace: false })
  expect(still.written().map(({ id }) => id)).toEqual(['view/mine', 'view/ours'])
})

test('[VIEW-2] only its owner makes a shared view private', async () => {
  const { port, written } = deskOf()
  const theirs = { id: 'theirs', collection: 'list' }
  expect(await problemOf(saveView(port, by, { ...theirs, audience: 'private' }))).toEqual({
    code: 'access.denied',
    message: 'Only the owner of Ours can make it private. Save a private one of your own, or delete it.',
    details: { missing: 'to be the owner of the view' },
  })
  expect(written()).toEqual([])
  expect(await saveView(port, by, { ...theirs, name: 'Better' })).toEqual({ id: 'theirs', lostPlace: false })
})

test('[ACC-9] a view that is not there, or not seen, is neither saved, deleted nor default', async () => {
  for (const [given, id] of [
    [{}, 'gone'],
    [{ hidden: true }, 'ours'],
  ] as const) {
    const { port, written } = deskOf({ ...given, kept: ['all'] })
    expect(await problemOf(saveView(port, by, { id, collection: 'list', name: 'X' }))).toEqual(noView(id))
    expect(await problemOf(deleteView(port, by, { id }))).toEqual(noView(id))
    expect(await problemOf(setDefaultView(port, by, { collection: 'list', view: id, place: 1 }))).toEqual(noView(id))
    expect(written()).toEqual([])
  }
})

test('[VIEW-6] a view is deleted with its place among the default ones, where it has one', async () => {
  const { port, written } = deskOf({ kept: ['all', 'ours'] })
  await deleteView(port, by, { id: 'ours' })
  expect(written()).toEqual([defaults(['all']), { id: 'view/ours', is: 'archive', values: ours }])
  for (const [kept, id] of [
    [['all'], 'ours'],
    [undefined, 'ours'],
    [['mine'], 'mine'],
  ] as const) {
    const other = deskOf(kept === undefined ? {} : { kept })
    await deleteView(other.port, by, { id })
    expect(other.written().map((each) => [each.id, each.is])).toEqual([[`view/${id}`, 'archive']])
  }
})

test('[VIEW-4] [VIEW-5] the first built-in views are default until somebody chooses; then what was chosen is kept in order', async () => {
  const first = deskOf()
  expect(await setDefaultView(first.port, by, { collection: 'list', view: 'own', place: null })).toEqual({ views: ['new', 'all'] })
  expect(first.written()).toEqual([defaults(['new', 'all'], 'new')])
  const kept = deskOf({ kept: ['all', 'own'] })
  expect(await setDefaultView(kept.port, by, { collection: 'list', view: 'ours', place: 2 })).toEqual({ views: ['all', 'ours', 'own'] })
  expect(await setDefaultView(kept.port, by, { collection: 'list', view: 'own', place: 1 })).toEqual({ views: ['own', 'all'] })
  expect(await setDefaultView(kept.port, by, { collection: 'list', view: 'far', place: 9 })).toEqual({ views: ['all', 'own', 'far'] })
  expect(kept.written().map(({ values }) => values['views'])).toEqual([
    ['all', 'ours', 'own'],
    ['own', 'all'],
    ['all', 'own', 'far'],
  ])
})

test('[VIEW-5] default views that are gone do not count', async () => {
  const { port } = deskOf({ kept: ['gone', 'all', 7, 'ours'] })
  expect(await setDefaultView(port, by, { collection: 'list', view: 'own', place: 1 })).toEqual({ views: ['own', 'all', 'ours'] })
})

test('[VIEW-4] [EDN-4] one default view too many is refused; where there are too many already, they can be ordered and taken off', async () => {
  const message = 'At most 3 views are default. Take one off first.'
  const refused = { code: 'input.too-large', message, details: { limit: 'default views', max: 3 } }
  const full = deskOf({ kept: ['own', 'new', 'all'] })
  expect(await problemOf(setDefaultView(full.port, by, { collection: 'list', view: 'ours', place: 1 }))).toEqual(refused)
  expect(full.written()).toEqual([])
  const over = deskOf({ kept: ['own', 'new', 'all', 'far'] })
  expect(await setDefaultView(over.port, by, { collection: 'list', view: 'far', place: 1 })).toEqual({
    views: ['far', 'own', 'new', 'all'],
  })
  expect(await setDefaultView(over.port, by, { collection: 'list', view: 'far', place: null })).toEqual({ views: ['own', 'new', 'all'] })
  expect(await problemOf(setDefaultView(over.port, by, { collection: 'list', view: 'ours', place: 1 }))).toEqual(refused)
})

test('[VIEW-3] a description that is given with the place is kept with a saved view; a built-in one keeps its own', async () => {
  const { port, written } = deskOf({ kept: ['own'] })
  await setDefaultView(port, by, { collection: 'list', view: 'ours', place: 1, description: 'For all' })
  expect(written()).toEqual([defaults(['ours', 'own']), { id: 'view/ours', is: 'changed', values: { ...ours, description: 'For all' } }])
  await setDefaultView(port, by, { collection: 'list', view: 'all', place: 1, description: 'For all' })
  expect(written().slice(2)).toEqual([defaults(['all', 'own'])])
})
