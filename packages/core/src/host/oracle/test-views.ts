import type { SeedRecord } from '@tenure/memory'
import type { Desk } from '../../contract/caller.js'
import { deleteViewContract, saveViewContract } from '../../contract/page/view-contract.js'
import type { FilterData } from '../../query/filter-data.js'
import type { Json } from '../../schema/value.js'
import type { StoredRecord } from '../../storage/adapter.js'
import type { Host } from '../host.js'
import { drawFilter, people } from './test-drawing.js'
import { type Eyes, Refused } from './test-eyes.js'
import type { ListInput } from './test-questions.js'
import type { Random } from './test-random.js'
import type { World } from './test-world.js'

// Saved views of the list of customers (VIEW-1, VIEW-6, VIEW-11): the steps that save, share and delete them, and who has which.

const collection = 'tenure.customers/list'
const titles = ['Mine', 'Late', 'Zoo']
const ownFilter = (random: Random): FilterData => drawFilter(random, { type: 'company', head: 'customer', alone: true })
const ownSort = ({ pick }: Random) => [
  { property: pick(['name', 'createdAt', 'arr']), direction: pick(['ascending', 'descending'] as const) },
]

/** What a saved view holds, as far as lists are asked by it. */
export interface SavedView {
  readonly id: string
  readonly title: string
  readonly filter?: FilterData
  readonly sort?: NonNullable<ListInput['sort']>
}

/** The saved views that the user has: own private ones, and those that are shared in the user's workspace. */
export function savedViews({ world, user, workspace }: Eyes): readonly SavedView[] {
  const isOf = ({ values }: StoredRecord): boolean =>
    values['audience'] === 'everyone' ? values['workspace'] === workspace : values['owner'] === user
  return world.of('view').filter(isOf).map(toView)
}
/** The one with that id. Refuses one that is deleted, of somebody else, or of another workspace. */
export function savedView(eyes: Eyes, id: string): SavedView {
  const found = savedViews(eyes).find((view) => view.id === id)
  if (found === undefined) throw new Refused(`The view ${id}`)
  return found
}
function toView({ ref, values }: StoredRecord): SavedView {
  const [filter, sort] = [values['filter'] ?? undefined, values['sort'] ?? undefined]
  return {
    ...{ id: ref.id, title: String(values['name']) },
    ...(filter !== undefined && { filter: filter as unknown as FilterData }),
    ...(sort !== undefined && { sort: sort as unknown as NonNullable<ListInput['sort']> }),
  }
}

/** Views that somebody saved before: private ones, and one that is shared in each workspace. */
export function drawViews(random: Random): readonly SeedRecord[] {
  const view = (id: string, owner: string, values: Readonly<Record<string, Json>>): SeedRecord => ({
    type: 'view',
    id,
    values: { name: random.pick(titles), collection, owner, layout: 'table', filter: ownFilter(random) as unknown as Json, ...values },
  })
  return [
    ...people.map((user) => view(`view-of-${user}`, user, { audience: 'private', workspace: 'main' })),
    ...['main', 'west', 'east'].map((workspace) =>
      view(`view-in-${workspace}`, random.pick([...people, 'root']), { audience: 'everyone', workspace }),
    ),
  ]
}

/** What a step works with. */
interface Scene {
  readonly random: Random
  readonly host: Host
  readonly world: World
}
/** Saves a view as somebody: a new one, or another filter, order or audience of one that there is. */
export async function saveView({ random, host, world }: Scene): Promise<string> {
  const { pick, chance } = random
  const known = chance(0.6) ? some(random, world) : undefined
  const by = known === undefined ? pick([...people, 'root']) : ownerOf(known)
  const audience = by === 'root' && chance(0.5) ? { audience: pick(['private', 'everyone'] as const) } : {}
  const view = { filter: chance(0.2) ? null : ownFilter(random), ...(chance(0.4) && { sort: ownSort(random) }), ...audience }
  const id = known === undefined ? { name: pick(titles) } : { id: known.ref.id }
  const outcome = await demandKnown(host.as(by).act(saveViewContract, { collection, ...id, ...view }))
  return `${by} saves a view ${JSON.stringify({ ...id, ...view })}: ${outcome}`
}
/** Deletes a view as its owner. */
export async function deleteView({ random, host, world }: Scene): Promise<string | undefined> {
  const view = some(random, world)
  if (view === undefined) return undefined
  return `deletes the view ${view.ref.id}: ${await demandKnown(host.as(ownerOf(view)).act(deleteViewContract, { id: view.ref.id }))}`
}

function some({ pick }: Random, world: World): StoredRecord | undefined {
  const all = [...world.of('view')].sort((a, b) => (a.ref.id < b.ref.id ? -1 : 1))
  return all.length === 0 ? undefined : pick(all)
}
function ownerOf({ values }: StoredRecord): string {
  return String(values['owner'])
}
// An owner may be deactivated, without a seat, or elsewhere, and a filter may be about what is hidden: the store is as it was then.
async function demandKnown(doing: ReturnType<Desk['act']>): Promise<string> {
  const outcome = await doing
  if (outcome.ok) return 'done'
  const { code, message } = outcome.problem
  if (!/^(access|input|record)\./.test(code)) throw new Error(`Saving a view ended with ${code}: ${message}`)
  return code
}
