import type { z } from 'zod'
import type { Access } from '../../access/access.js'
import type { Asker } from '../../access/asker.js'
import type { Clock } from '../../base/clock.js'
import { derivedId, groupOfKey, newId } from '../../base/id.js'
import { getValue } from '../../base/outcome.js'
import type { deleteViewContract, saveViewContract, setDefaultViewContract } from '../../contract/page/view-contract.js'
import { TenureError } from '../../errors/tenure-error.js'
import type { Draft } from '../../records/draft.js'
import type { RecordWrite } from '../../records/write.js'
import { WritePipeline } from '../../records/write-pipeline.js'
import type { Writer } from '../../records/write-records.js'
import type { RecordId, UserId, Values } from '../../schema/value.js'
import type { Askers } from '../../workspace/askers.js'
import { defaultsId, defaultViewsType, idsOf, isShared, type KeptView, type ViewBook, viewType } from '../../workspace/view-book.js'
import { mayDo } from './saved-views.js'
import { tooMany } from './view-rules.js'

/** What changing views needs of the host. */
export interface ViewDeskPort {
  readonly access: Access
  readonly askers: Pick<Askers, 'get'>
  readonly clock: Pick<Clock, 'now'>
  readonly views: ViewBook
  readonly writer: Pick<Writer, 'draft'>
  /** Ids of the built-in views of a collection, in order. */
  builtInViews(collection: string): readonly string[]
  readonly mostDefaults: number
}
/** Who changes a view, and the key under which it happens once. */
export interface ViewBy {
  readonly user: UserId
  readonly key?: string | undefined
}
type Saved = z.output<NonNullable<typeof saveViewContract.input>>
type Default = z.output<NonNullable<typeof setDefaultViewContract.input>>

/** Saves a view; one that is default and turns private loses its place. Errors: `record.not-found`, `record.conflict`, `access.denied`, `input.invalid`. */
export async function saveView(
  port: ViewDeskPort,
  by: ViewBy,
  { id, version, collection, ...given }: Saved,
): Promise<z.output<NonNullable<typeof saveViewContract.output>>> {
  const values = given as Values
  if (id === undefined) return { id: await create(port, by, { collection, ...values }), lostPlace: false }
  let lostPlace = false
  await write(port, by, async (draft, asker) => {
    const { values: before } = find(port, asker, id)
    const isLost = isShared(before) && values['audience'] === 'private'
    if (isLost) checkOwner(asker, before)
    const places = isLost ? await readPlaces(draft, port, before) : undefined
    lostPlace = places?.ids.includes(id) === true
    const sharing = values['audience'] === 'everyone' && { workspace: asker.workspace }
    return [
      { write: 'update', type: viewType, id, values: { ...values, ...sharing }, ...(version !== undefined && { version }) },
      ...(places !== undefined && lostPlace ? [writeOf(places, without(places.ids, id))] : []),
    ]
  })
  return { id, lostPlace }
}

/** Deletes a view, with its place among the default ones. Errors: `record.not-found`, `access.denied`. */
export async function deleteView(
  port: ViewDeskPort,
  by: ViewBy,
  { id }: z.output<NonNullable<typeof deleteViewContract.input>>,
): Promise<void> {
  await write(port, by, async (draft, asker) => {
    const { values } = find(port, asker, id)
    const places = isShared(values) ? await readPlaces(draft, port, values) : undefined
    const isDefault = places?.isKept === true && places.ids.includes(id)
    return [
      { write: 'archive', type: viewType, id },
      ...(places !== undefined && isDefault ? [writeOf(places, without(places.ids, id))] : []),
    ]
  })
}

/** Puts a view at a place among the default ones, or takes it off. Errors: `input.invalid` naming the limit, or for a view that is not shared or has no description. */
export async function setDefaultView(
  port: ViewDeskPort,
  by: ViewBy,
  { collection, view, place, description }: Default,
): Promise<{ readonly views: string[] }> {
  let views: readonly string[] = []
  await write(port, by, async (draft, asker) => {
    const isBuiltIn = port.builtInViews(collection).includes(view)
    if (!isBuiltIn) find(port, asker, view)
    const places = await readPlaces(draft, port, { workspace: asker.workspace, collection })
    const others = without(places.ids, view)
    views = place === null ? others : others.toSpliced(place - 1, 0, view)
    if (views.length > Math.max(port.mostDefaults, places.ids.length)) throw tooManyDefaults(port.mostDefaults)
    const described = description !== undefined && !isBuiltIn
    return [...(described ? [{ write: 'update', type: viewType, id: view, values: { description } } as const] : []), writeOf(places, views)]
  })
  return { views: [...views] }
}

async function create(port: ViewDeskPort, by: ViewBy, values: Values): Promise<RecordId> {
  const id = by.key === undefined ? newId(port.clock.now()) : derivedId(`${by.key} view`)
  await write(port, by, async (_draft, { workspace }) => {
    const initial = { audience: 'private', layout: 'table', owner: by.user, workspace }
    return [{ write: 'create', type: viewType, id, values: { ...initial, ...values } }]
  })
  return id
}

/** Writes one batch with the user's rights: what it writes is worked out when it is the batch's turn. */
async function write(
  port: ViewDeskPort,
  { user, key }: ViewBy,
  plan: (draft: Draft, asker: Asker) => Promise<readonly RecordWrite[]>,
): Promise<void> {
  const { access, askers, clock, writer } = port
  const group = key === undefined ? newId(clock.now()) : groupOfKey(key)
  const by = { asker: askers.get(user), actor: { user, source: 'user' }, group, ...(key !== undefined && { key }) } as const
  const outcome = await writer.draft(by, async (draft) => {
    const asker = askers.get(user)
    const writes = await plan(draft, asker)
    await new WritePipeline(access, asker, draft).apply(
      writes,
      writes.map((each) => ('id' in each ? (each.id ?? '') : '')),
    )
  })
  getValue(outcome)
}

function find(port: ViewDeskPort, asker: Asker, id: RecordId): KeptView {
  const view = port.views.find(id)
  if (view !== undefined && mayDo(port, asker, 'view', view)) return view
  throw new TenureError('record.not-found', 'There is no such view, or you may not see it.', { record: { type: viewType, id } })
}
function checkOwner({ principal }: Asker, { owner, name }: Values): void {
  if (owner === principal.user) return
  const message = `Only the owner of ${String(name)} can make it private. Save a private one of your own, or delete it.`
  throw new TenureError('access.denied', message, { missing: 'to be the owner of the view' })
}

/** The default views of a list: their ids as they hold now, and whether they are kept or follow from the built-in views. */
interface Places {
  readonly workspace: string
  readonly collection: string
  readonly ids: readonly string[]
  readonly isKept: boolean
}
async function readPlaces(draft: Draft, port: ViewDeskPort, of: Values): Promise<Places> {
  const [workspace, collection] = [String(of['workspace']), String(of['collection'])]
  const ref = { type: defaultViewsType, id: defaultsId(workspace, collection) }
  await draft.load([ref])
  const kept = draft.find(ref)
  const builtIn = port.builtInViews(collection)
  const isThere = (id: string): boolean => builtIn.includes(id) || port.views.find(id) !== undefined
  const ids = kept === undefined ? builtIn.slice(0, port.mostDefaults) : idsOf(kept.values).filter(isThere)
  return { workspace, collection, ids, isKept: kept !== undefined }
}
function writeOf({ workspace, collection, isKept }: Places, views: readonly string[]): RecordWrite {
  const id = defaultsId(workspace, collection)
  if (isKept) return { write: 'update', type: defaultViewsType, id, values: { views } }
  const values: Values = { name: collection, collection, workspace, audience: 'everyone', views }
  return { write: 'create', type: defaultViewsType, id, values }
}
function tooManyDefaults(max: number): TenureError {
  return new TenureError('input.too-large', tooMany(max), { limit: 'default views', max })
}
function without(ids: readonly string[], id: string): readonly string[] {
  return ids.filter((each) => each !== id)
}
