import type { Values } from '../../schema/value.js'
import type { StoredRecord } from '../../storage/adapter.js'
import { dayIn } from './test-calendar.js'
import { edges, type Kind, owners, properties, type World } from './test-world.js'

// Who sees what, and what the roles mean to whom: rights, teams, workspaces and settings, read from the store by the rules alone.

/** A user in front of the world, with all that this user's answers depend on. */
export interface Eyes {
  readonly user: string
  readonly zone: string
  readonly today: string
  readonly world: World
  readonly values: Values
  readonly workspace: string
  /** The user and the members of the user's teams. */
  readonly teammates: readonly string[]
  readonly roles: Readonly<Record<string, readonly Mapping[]>>
  /** What the settings of the user's workspace say to the plugin that reads them. */
  readonly notice: string
}
/** An object type in a role, and what the workspace chose for the role's properties; `undefined` where that is nothing. */
export interface Mapping {
  readonly type: string
  readonly chosen: Readonly<Record<string, string | undefined>>
}
/** The question is refused: it names something that is not there for its user. */
export class Refused extends Error {
  readonly code: string

  constructor(message: string, code = 'input.invalid') {
    super(message)
    this.code = code
  }
}

/** The settings that hold until somebody saves others, by section. */
export const initialSettings = {
  'tenure.core/roles': { customer: 'company', serviceRole: 'service', revenue: ['deal'] as readonly string[] },
  'tenure.customers/settings': { csm: 'csm', renewalDate: 'renewalDate' as string | null },
  'test.oracle/revenue': { csm: { deal: 'csm' } as Readonly<Record<string, string>>, notice: 'initial' },
}
type Sections = typeof initialSettings

/** The settings of a section in a workspace; those of the account have no workspace. */
export function settingsIn<Section extends keyof Sections>(world: World, section: Section, workspace?: string): Sections[Section] {
  const id = workspace === undefined ? section : `${workspace}/${section}`
  return (world.find('setting', id)?.values['data'] ?? initialSettings[section]) as Sections[Section]
}

/** The user at that moment. */
export function openEyes(world: World, user: string, now: number): Eyes {
  const values = world.find('user', user)?.values ?? {}
  const zone = String(values['timeZone'] ?? 'UTC')
  const workspace = workspaceOf(world, values)
  const teams = teamsOf(values)
  const mates = world.of('user').filter((other) => teamsOf(other.values).some((team) => teams.includes(team)))
  const roles = rolesIn(world, workspace)
  const { notice } = settingsIn(world, 'test.oracle/revenue', workspace)
  const teammates = [user, ...mates.map(({ ref }) => ref.id)]
  return { user, zone, today: dayIn(now, zone), world, values, workspace, teammates, roles, notice }
}
// The primary team alone decides (WSP-3).
function workspaceOf(world: World, { primaryTeam }: Values): string {
  const home = world.of('workspace').find(({ values }) => listOf(values['teams']).includes(String(primaryTeam)))
  return typeof primaryTeam === 'string' && home !== undefined ? home.ref.id : 'main'
}
function teamsOf({ primaryTeam, teams }: Values): readonly string[] {
  return [...(typeof primaryTeam === 'string' ? [primaryTeam] : []), ...listOf(teams)]
}
function rolesIn(world: World, workspace: string): Eyes['roles'] {
  const { customer, revenue } = settingsIn(world, 'tenure.core/roles')
  const of = (section: keyof Sections, field: string, type: string): unknown => chosenIn(world, { section, workspace, field, type })
  const toCustomer = (type: string): Mapping => {
    const csm = offered(type, of('tenure.customers/settings', 'csm', type), ['user'])
    const renewalDate = offered(type, of('tenure.customers/settings', 'renewalDate', type), ['day', 'instant'])
    return { type, chosen: { name: 'name', csm, renewalDate } }
  }
  const toRevenue = (type: string): Mapping => {
    return { type, chosen: { name: 'name', csm: offered(type, of('test.oracle/revenue', 'csm', type), ['user']) } }
  }
  return { customer: [toCustomer(customer)], revenue: revenue.map(toRevenue) }
}
/** The settings of a workspace as an administrator sees them: with what was chosen for the types that play the roles now. */
export function shownSettings(world: World, section: Exclude<keyof Sections, 'tenure.core/roles'>, workspace: string): unknown {
  const { customer, revenue } = settingsIn(world, 'tenure.core/roles')
  const of = (field: string, type: string): unknown => chosenIn(world, { section, workspace, field, type })
  if (section === 'tenure.customers/settings') {
    const { csm } = settingsIn(world, section, workspace)
    return { csm: of('csm', customer) ?? csm, renewalDate: of('renewalDate', customer) ?? null }
  }
  const saved = settingsIn(world, section, workspace)
  const chosen = revenue.flatMap((type) => (of('csm', type) === undefined ? [] : [[type, of('csm', type)] as const]))
  return { ...saved, csm: { ...saved.csm, ...Object.fromEntries(chosen) } }
}
interface AskedChoice {
  readonly section: keyof Sections
  readonly workspace: string
  readonly field: string
  readonly type: string
}
// What was chosen for that very type, or for any where that is not known; the initial settings are for the types of the start (MAP-4).
function chosenIn(world: World, { section, workspace, field, type }: AskedChoice): unknown {
  const record = world.find('setting', `${workspace}/${section}`)
  const at = (value: unknown, name: string): unknown => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined)
  const kept = record?.values['kept']
  if (kept !== undefined && kept !== null) return at(at(kept, field), type)
  const value = at(settingsIn(world, section, workspace), field)
  if (record === undefined && type !== 'company' && type !== 'deal') return undefined
  return typeof value === 'object' ? at(value, type) : value
}
// What was chosen for a type that does not have it means nothing (MAP-4).
function offered(type: string, name: unknown, kinds: readonly Kind[]): string | undefined {
  if (typeof name !== 'string') return undefined
  const kind = properties[type]?.[name]
  return kind !== undefined && kinds.includes(kind) ? name : undefined
}

/** Why this user is answered nothing at all, if so. */
export function refusalOf({ values }: Eyes): string | undefined {
  if (values['active'] === false) return 'access.signed-out'
  return values['seat'] === true ? undefined : 'access.denied'
}

interface Permission {
  readonly view: string
  readonly unassigned?: boolean
}
/** Whether the user may view the record (ACC-7). */
export function maySee({ user, teammates, values }: Eyes, { ref, values: own }: StoredRecord): boolean {
  if (values['superAdmin'] === true) return true
  const rights = (values['objects'] ?? {}) as unknown as Readonly<Record<string, Permission>>
  const { view = 'none', unassigned = false } = rights[ref.type] ?? rights['*'] ?? {}
  if (view === 'all' || view === 'none') return view === 'all'
  const named = (owners[ref.type] ?? []).map((property) => own[property] ?? null)
  if (unassigned && named.every((owner) => owner === null)) return true
  return named.some((owner) => (view === 'team' ? teammates.includes(String(owner)) : owner === user))
}
/** Whether the property is hidden from the user (ACC-8). */
export function isHidden({ values }: Eyes, type: string, name: string): boolean {
  return listOf(values['hidden']).includes(`${type}.${name}`)
}

/** The real name behind a name that may be a role's. */
export function realType({ roles }: Eyes, name: string): string {
  if (!(name in roles)) return name
  const first = roles[name]?.[0]
  if (first === undefined) throw new Refused(`Nothing plays ${name}.`)
  return first.type
}
/** The real path behind one that may begin with a role, in a question about a type (MAP-3). */
export function realPath(eyes: Eyes, path: string, about: string): string {
  const [head = '', ...rest] = path.split('.')
  const tail = rest.join('.')
  if (!(head in eyes.roles)) return path
  const mapping = eyes.roles[head]?.find(({ type }) => type === about) ?? eyes.roles[head]?.[0]
  if (mapping === undefined) throw new Refused(`Nothing plays ${head}.`)
  if (!(tail in mapping.chosen)) return `${mapping.type}.${tail}`
  if (mapping.chosen[tail] === undefined) throw new Refused(`${path} is not chosen.`)
  return `${mapping.type}.${mapping.chosen[tail]}`
}

/** What a path leads to: a property of the type itself, or of the record that a link picks. */
export interface Looked {
  readonly kind: Kind
  readonly name: string
  valueIn(record: StoredRecord): unknown
}
/** What is at a path, for this user. Refuses what is not there, not of the type, or hidden. */
export function look(eyes: Eyes, path: string, on: string): Looked {
  const real = realPath(eyes, path, on)
  const [type = '', first = '', second] = real.split('.')
  if (type !== on) throw new Refused(path)
  if (second === undefined) return { ...lookOn(eyes, type, first), valueIn: ({ values }) => values[first] ?? null }
  const link = `${type}.${first}`
  const { to } = linkAt(link)
  return { ...lookOn(eyes, to, second), valueIn: (record) => picked(eyes, record, link)?.values[second] ?? null }
}
function lookOn(eyes: Eyes, type: string, name: string): Pick<Looked, 'kind' | 'name'> {
  const kind = properties[type]?.[name]
  if (kind === undefined || isHidden(eyes, type, name)) throw new Refused(`${type}.${name}`)
  return { kind, name }
}
/** A link by its real path. */
export function linkAt(path: string): { readonly to: string } {
  const found = edges[path]
  if (found === undefined) throw new Refused(path)
  return found
}
// Of the linked records that the user may see, the first (ACC-9): what may not be seen is as if it were not linked.
function picked(eyes: Eyes, record: StoredRecord, link: string): StoredRecord | undefined {
  return eyes.world.linked(record, link).find((other) => maySee(eyes, other))
}
function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value : []
}
