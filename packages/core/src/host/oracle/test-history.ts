import type { SeedRecord } from '@tenure/memory'
import type { FakeClock } from '@tenure/testing'
import { getValue } from '../../base/outcome.js'
import { deleteWorkspaceContract } from '../../contract/administration/workspaces.js'
import type { Desk } from '../../contract/caller.js'
import { bulkContract } from '../../contract/page/bulk-contract.js'
import { mergeRecordsContract } from '../../contract/page/merge-contract.js'
import { runsContract, undoContract } from '../../contract/page/run-contract.js'
import * as contracts from '../../contract/workspace-contract.js'
import type { Json, Values } from '../../schema/value.js'
import type { StoredRecord } from '../../storage/adapter.js'
import type { Host } from '../host.js'
import { saveSection } from '../test-settings.js'
import { drawRights, drawTeams, drawValues, people, zones } from './test-drawing.js'
import { settingsIn } from './test-eyes.js'
import type { Random } from './test-random.js'
import { deleteView, drawViews, saveView } from './test-views.js'
import type { World } from './test-world.js'

/** The instant at which every history begins. */
export const start = Date.UTC(2026, 5, 30, 12)
/** The workspaces; those of teams may be deleted. */
export const workspaces = ['main', 'west', 'east']

const hourMs = 3_600_000
/** The hours of UTC at which a day of summer begins in Los Angeles, in UTC and in Tokyo. */
const midnights = [7, 0, 15]

/** What a step works with. */
export interface Scene {
  readonly random: Random
  readonly host: Host
  readonly clock: FakeClock
  readonly world: World
  readonly root: Desk
  readonly edition: 'professional' | 'enterprise'
}
/** Does one thing and says what; `undefined` where there is nothing to do it to. */
type Step = (scene: Scene) => Promise<string | undefined>

const update: Step = async ({ random, world, root }) => {
  const type = drawType(random)
  const { ref } = one(random, world.of(type))
  const values = Object.fromEntries(Object.entries(drawValues(random, type)).filter(() => random.chance(0.4)))
  return save(root, ref, values)
}
const create: Step = async ({ random, world, root }) => {
  const type = random.pick(['company', 'deal', 'contact', 'order'])
  const links = type === 'deal' || type === 'order' ? [{ association: 'company', id: one(random, world.of('company')).ref.id }] : []
  const { id } = getValue(await root.act(contracts.createRecordContract, { type, values: drawValues(random, type) as never, links }))
  return `create ${type} ${id}`
}
const relink: Step = async ({ random, world, root }) => {
  const { pick, chance } = random
  const [from, association, type] = pick([
    ['deal', 'company', 'company'],
    ['order', 'company', 'company'],
    ['contact', 'companies', 'company'],
    ['contact', 'companies', 'company'],
    ['deal', 'contacts', 'contact'],
  ] as const)
  if (world.of(from).length === 0) return undefined
  const { ref } = one(random, world.of(from))
  const linked = world.linked({ ref } as StoredRecord, `${from}.${association}`)
  const isLink = linked.length === 0 || chance(0.6)
  const to = one(random, isLink ? world.of(type) : linked).ref.id
  const link = { ...ref, association, to, ...(chance(0.3) && { label: 'primary' }) }
  getValue(await root.act(isLink ? contracts.associateContract : contracts.unassociateContract, link))
  return `${isLink ? 'link' : 'unlink'} ${JSON.stringify(link)}`
}
const archive: Step = async ({ random, world, root }) => {
  const type = drawType(random)
  if (world.of(type).length < 3) return undefined
  const { ref } = one(random, world.of(type))
  getValue(await root.act(contracts.archiveRecordContract, ref))
  return `archive ${ref.id}`
}
const restore: Step = async ({ random, world, root }) => {
  const archived = world.archived(drawType(random))
  if (archived.length === 0) return undefined
  const { ref } = one(random, archived)
  getValue(await root.act(contracts.restoreRecordContract, ref))
  return `restore ${ref.id}`
}
const bulk: Step = async ({ random, world, root }) => {
  const type = drawType(random)
  if (world.of(type).length === 0) return undefined
  const ids = [...new Set(Array.from({ length: 3 }, () => one(random, world.of(type)).ref.id))]
  const drawn = Object.entries(drawValues(random, type)).slice(0, 1 + random.below(3))
  const change = random.chance(0.8) || world.of(type).length < 5 ? { values: Object.fromEntries(drawn) } : ({ archive: true } as const)
  getValue(await root.act(bulkContract, { records: { type, ids }, change: change as never }))
  return `bulk ${type} ${ids.join()} ${JSON.stringify(change)}`
}
// Both stores keep what was done for so long; what is older is refused, which tests of undoing show.
const undoableMs = 30 * 86_400_000
const undo: Step = async ({ random, root, clock }) => {
  const runs = getValue(await root.read(runsContract)).filter(({ startedAt }) => startedAt > clock.now() - undoableMs)
  if (runs.length === 0) return undefined
  const { group } = random.pick(runs)
  getValue(await root.act(undoContract, { group }))
  return `undo ${group}`
}
const merge: Step = async ({ random, world, root }) => {
  const type = drawType(random)
  const [survivor, other] = [one(random, world.of(type)), one(random, world.of(type))]
  if (survivor === other || world.of(type).length < 4) return undefined
  getValue(await root.act(mergeRecordsContract, { type, id: survivor.ref.id, other: other.ref.id }))
  return `merge ${other.ref.id} into ${survivor.ref.id}`
}
const rights: Step = ({ random, root }) => save(root, user(random), drawRights(random))
const person: Step = ({ random, root }) => {
  const { pick, chance } = random
  const off = chance(0.5) ? { active: chance(0.5), seat: true } : { active: true, seat: chance(0.5) }
  const ref = user(random)
  const name = `${pick(['Zed', 'amy', 'Ärne', 'mo'])} ${ref.id}`
  return save(root, ref, { name, ...(chance(0.4) ? off : { active: true, seat: true }), timeZone: pick(zones) })
}
const teams: Step = ({ random, root }) => save(root, user(random), drawTeams(random))
// A team is in one workspace at most (WSP-2); a workspace that is deleted does not come back (WSP-10).
const workspace: Step = async ({ random, world, edition, root }) => {
  const { pick, chance } = random
  if (world.of('workspace').length === 0) return undefined
  const before = one(random, world.of('workspace'))
  const { ref } = before
  const elsewhere = world.of('workspace').flatMap((other) => (other.ref.id === ref.id ? [] : teamsIn(other)))
  const held = allTeams.filter((team) => !elsewhere.includes(team) && chance(0.5))
  const values = { teams: held.length > 0 ? held : null, name: `${pick(['North', 'South'])} of ${ref.id}` }
  if (chance(0.85)) {
    // What is there already is saved again in every edition: nothing is written.
    const isThere = before.values['name'] === values.name && teamsIn(before).join() === held.join()
    await saved(save(root, ref, values), edition === 'professional' && !isThere)
    return `update workspace ${ref.id} ${JSON.stringify(values)}`
  }
  getValue(await root.act(deleteWorkspaceContract, { workspace: ref.id, acknowledged: true }))
  return `delete workspace ${ref.id}`
}
/** A team goes from one workspace to another, where its users follow it; a workspace that still has it refuses that it is taken. */
const move: Step = async ({ random, world, edition, root }) => {
  if (edition === 'professional') return undefined
  const from = world.of('workspace').find((each) => teamsIn(each).length > 0)
  const to = world.of('workspace').find((each) => each !== from)
  if (from === undefined || to === undefined) return undefined
  const team = random.pick(teamsIn(from))
  const taken = [...teamsIn(to), team].toSorted()
  const tooEarly = await root.act(contracts.updateRecordContract, { ...to.ref, values: { teams: taken } })
  if (tooEarly.ok) throw new Error(`The team ${team} is in two workspaces.`)
  const rest = teamsIn(from).filter((each) => each !== team)
  await save(root, from.ref, { teams: rest.length > 0 ? rest : null })
  await save(root, to.ref, { teams: taken })
  return `move ${team} from ${from.ref.id} to ${to.ref.id}`
}
const allTeams = ['east', 'pilots', 'west']
function teamsIn({ values }: StoredRecord): readonly string[] {
  return (values['teams'] as readonly string[] | undefined) ?? []
}
const settings: Step = async ({ random, world, edition, root }) => {
  const { pick, chance } = random
  const { customer, revenue } = settingsIn(world, 'tenure.core/roles')
  const place = pick(workspaces.filter((id) => id === 'main' || world.of('workspace').some(({ ref }) => ref.id === id)))
  const [section, values] = chance(0.6)
    ? (['tenure.customers/settings', drawCustomers(random, customer)] as const)
    : (['test.oracle/revenue', drawRevenue(random, revenue)] as const)
  // Team workspaces that an edition lacks are kept, and cannot be edited (EDN-4).
  await saved(saveSection(root, section, values, place), edition === 'professional' && place !== 'main')
  return `settings of ${place} ${section} ${JSON.stringify(values)}`
}
function drawCustomers({ pick }: Random, customer: string): Readonly<Record<string, string | null>> {
  if (customer === 'contact') return { csm: 'owner', renewalDate: pick(['createdAt', null]) }
  return { csm: pick(['csm', 'owner']), renewalDate: pick(['renewalDate', 'createdAt', null]) }
}
function drawRevenue({ pick, chance, below }: Random, types: readonly string[]): Readonly<Record<string, Json>> {
  const offered: Readonly<Record<string, readonly string[]>> = { deal: ['csm', 'owner'], order: ['keeper', 'owner'] }
  const chosen = types.filter(() => chance(0.8)).map((type) => [type, pick(offered[type] ?? [])] as const)
  return { csm: Object.fromEntries(chosen), notice: `notice ${below(1000)}` }
}
const roles: Step = async ({ random, world, edition, root }) => {
  const customer = random.pick(['company', 'company', 'contact'])
  const revenue = random.pick(revenues)
  // An edition without custom objects gives them no new role; what has one keeps it (EDN-3, EDN-4).
  const isLacking =
    edition === 'professional' && revenue.includes('order') && !settingsIn(world, 'tenure.core/roles').revenue.includes('order')
  await saved(saveSection(root, 'tenure.core/roles', { customer, revenue, serviceRole: null }), isLacking)
  return `roles ${customer} ${revenue.join()}${isLacking ? ', refused by the edition' : ''}`
}
/** Saving succeeds, or is refused by the edition alone, which then has changed nothing. */
async function saved(saving: Promise<unknown>, isLacking: boolean): Promise<void> {
  const code = await saving.then(
    () => undefined,
    (error: { readonly code?: string }) => error.code ?? String(error),
  )
  if (code !== (isLacking ? 'edition.missing' : undefined)) throw new Error(`Saving ended with ${code}.`)
}
const time: Step = async ({ random, host, clock }) => {
  await clock.advance({ ms: (1 + random.below(30)) * 3_600_000 * (random.chance(0.1) ? 24 : 1) })
  await host.idle()
  return `clock to ${new Date(clock.now()).toISOString()}`
}

/** Somebody moves to another zone, and the clock to just where a day begins in one: what is due then is due elsewhere at another instant. */
const travel: Step = async (scene) => {
  const { random, root, clock, host } = scene
  const said = random.chance(0.5) ? await save(root, user(random), { timeZone: random.pick(zones) }) : 'nobody moves'
  await host.idle()
  const hour = random.pick(midnights)
  const at = Math.ceil((clock.now() - hour * hourMs + 1) / (24 * hourMs)) * 24 * hourMs + hour * hourMs
  await clock.advance({ ms: at - clock.now() })
  await host.idle()
  return `${said}, clock to ${new Date(at).toISOString()}`
}

const revenues = [['deal'], ['deal', 'order'], ['order', 'deal'], ['order'], []]

/** The steps, each as often as it is to be drawn. */
const steps: readonly Step[] = [
  ...[update, update, update, update, create, relink, relink, relink, archive, restore, restore, bulk, undo, merge],
  ...[rights, rights, person, teams, teams, workspace, move, settings, settings, settings, roles, time, travel, travel, travel],
  ...[saveView, saveView, deleteView],
]
/** Does one thing at random, and says what. */
export async function takeStep(scene: Scene): Promise<string> {
  return (await scene.random.pick(steps)(scene)) ?? 'nothing'
}

async function save(root: Desk, ref: { readonly type: string; readonly id: string }, values: Values): Promise<string> {
  getValue(await root.act(contracts.updateRecordContract, { ...ref, values: values as never }))
  return `update ${ref.type} ${ref.id} ${JSON.stringify(values)}`
}
function user({ pick }: Random): { readonly type: string; readonly id: string } {
  return { type: 'user', id: pick(people) }
}
function drawType({ pick }: Random): string {
  return pick(['company', 'company', 'company', 'deal', 'order', 'contact'])
}
function one({ pick }: Random, records: readonly StoredRecord[]): StoredRecord {
  return pick([...records].sort((a, b) => (a.ref.id < b.ref.id ? -1 : 1)))
}

/** Settings that somebody saved before: of the account, and of some workspaces. */
function drawSettings(random: Random): readonly SeedRecord[] {
  const saved = (section: string, data: Json, workspace?: string): SeedRecord => {
    const id = workspace === undefined ? section : `${workspace}/${section}`
    return { type: 'setting', id, values: { name: id, section, data, ...(workspace !== undefined && { workspace }) } }
  }
  const revenue = random.pick(revenues)
  const some = workspaces.filter(() => random.chance(0.6))
  return [
    ...(random.chance(0.7) ? [saved('tenure.core/roles', { customer: 'company', serviceRole: null, revenue })] : []),
    ...some.map((id) => saved('tenure.customers/settings', drawCustomers(random, 'company'), id)),
    ...some.map((id) => saved('test.oracle/revenue', drawRevenue(random, ['deal', 'order']), id)),
  ]
}
/** So long before the start a day begins in one of the zones, and the one before has its last millisecond. */
const dayEdges = midnights.map((hour) => {
  const since = ((36 - hour) % 24) * hourMs
  return [since, since + 1] as const
})
/** When records of a type are created: on four days, or on both sides of one midnight. */
function drawCreation({ below, pick, chance }: Random): () => number {
  const one = chance(0.3) ? pick(dayEdges) : undefined
  return () => start - (one === undefined ? below(4) * 86_400_000 + pick([0, ...dayEdges.flat()]) : pick(one))
}
/** What the store holds at the start; a text of each record names it, so a leak through a link is seen. */
export function drawSeed(random: Random): readonly SeedRecord[] {
  const someone = (id: string, values: Values): SeedRecord => ({
    type: 'user',
    id,
    values: { name: `Name of ${id}`, active: true, seat: true, permissions: ['workspace.access'], timeZone: random.pick(zones), ...values },
  })
  const some = (type: string, count: number, mark: string | undefined) => {
    const created = drawCreation(random)
    return Array.from({ length: count }, (_, index): SeedRecord => {
      const id = `${type}-${index}-${random.below(1e9).toString(36)}`
      return { type, id, values: { createdAt: created(), ...drawValues(random, type), ...(mark && { [mark]: `text of ${id}` }) } }
    })
  }
  const companies = some('company', 8, 'website')
  const contacts = some('contact', 4, 'phone')
  const linked = (records: readonly SeedRecord[], edge: string, most: number) =>
    records.map((record) => {
      const ends = Array.from({ length: random.below(most + 1) }, () => random.pick(companies))
      const links = [...new Set(ends)].map((to) => ({ edge, forward: true, to: { type: 'company', id: to.id } }))
      return { ...record, links: links.map((link, index) => (index === 1 ? { ...link, label: 'primary' } : link)) }
    })
  // Colleagues with the same rights share answers.
  const alike = random.chance(0.3) ? drawRights(random) : undefined
  return [
    ...['west', 'east', 'pilots'].map((id): SeedRecord => ({ type: 'team', id, values: { name: id } })),
    ...['west', 'east'].map((id): SeedRecord => ({ type: 'workspace', id, values: { name: `Workspace ${id}`, teams: [id] } })),
    ...drawSettings(random),
    ...drawViews(random),
    someone('root', { superAdmin: true }),
    ...people.map((id) => someone(id, { ...(alike ?? drawRights(random)), ...drawTeams(random) })),
    ...companies,
    ...linked(some('deal', 5, undefined), 'deal-company', 1),
    ...linked(some('order', 3, undefined), 'order-company', 1),
    ...linked(contacts, 'contact-company', 3),
  ]
}
