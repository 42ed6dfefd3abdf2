// Long, because the rules are read anew here in one piece, next to the histories that are drawn.
import { customerList, customers } from '@tenure/customers'
import { memory, type SeedRecord } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { sqlite } from '@tenure/sqlite'
import { createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { getValue } from '../base/outcome.js'
import type { Frame } from '../contract/frame.js'
import { readsAll } from '../contract/grant.js'
import { defineProvider } from '../contract/provider.js'
import type { DynamicQuery, DynamicWindow } from '../contract/records.js'
import * as contracts from '../contract/workspace-contract.js'
import { definePlugin, use } from '../plugin/plugin.js'
import type { FilterData, OrderData } from '../query/filter-data.js'
import { Company, Contact, Deal } from '../schema/object-types.js'
import type { Values } from '../schema/value.js'
import type { StorageAdapter, StoredRecord } from '../storage/adapter.js'
import { seededStore } from './test-seeded-store.js'
import { saveCustomers } from './test-settings.js'

// The whole host against a reading of the rules that shares no code with it: rights, roles, filters, orders and days are worked out here
// from a plain dump of the store. Only the operators that the histories draw are known to it.

const histories = Number(process.env['TENURE_ORACLE_HISTORIES'] ?? 60)
const firstSeed = Number(process.env['TENURE_ORACLE_SEED'] ?? 1)
const stepsPerHistory = 16
const start = Date.UTC(2026, 5, 30, 12)

type Random = { readonly below: (n: number) => number; readonly chance: (p: number) => boolean; readonly pick: <T>(of: readonly T[]) => T }
function createRandom(seed: number): Random {
  let state = seed * 0x9e3779b9
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const below = (n: number) => Math.floor(next() * n)
  return { below, chance: (p) => next() < p, pick: (of) => of[below(of.length)] as never }
}

// ---- the store, as it stands

type Kind = 'text' | 'user' | 'day' | 'instant' | 'money' | 'choice'
const properties: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  company: {
    name: 'text',
    domain: 'text',
    csm: 'user',
    owner: 'user',
    arr: 'money',
    renewalDate: 'day',
    healthStatus: 'choice',
    createdAt: 'instant',
  },
  contact: { name: 'text', email: 'text', owner: 'user', createdAt: 'instant' },
  deal: { name: 'text', amount: 'money', csm: 'user', owner: 'user', closeDate: 'day', createdAt: 'instant' },
}
const edges: Readonly<Record<string, { readonly edge: string; readonly forward: boolean; readonly to: string }>> = {
  'company.deals': { edge: 'deal-company', forward: false, to: 'deal' },
  'deal.company': { edge: 'deal-company', forward: true, to: 'company' },
  'company.contacts': { edge: 'contact-company', forward: false, to: 'contact' },
  'contact.companies': { edge: 'contact-company', forward: true, to: 'company' },
  'contact.deals': { edge: 'deal-contact', forward: false, to: 'deal' },
}
const choices = ['at-risk', 'neutral', 'healthy']

interface Dump {
  readonly records: ReadonlyMap<string, StoredRecord>
  readonly of: (type: string) => readonly StoredRecord[]
  readonly linked: (record: StoredRecord, path: string) => readonly StoredRecord[]
  readonly assigned: (record: StoredRecord, property: string, to: string) => readonly number[]
}
const io = { signal: new AbortController().signal }
async function readAll(storage: StorageAdapter, type: string): Promise<readonly StoredRecord[]> {
  const select = (await storage.describe()).types.find(({ name }) => name === type)?.properties.map(({ name }) => name) ?? []
  const query = { type, every: [], where: { all: [] }, order: [], select, count: false, archived: 'any' } as const
  const records: StoredRecord[] = []
  for await (const page of storage.scan(storage.plan(query), io)) records.push(...page.records)
  return records
}
async function dump(storage: StorageAdapter): Promise<Dump> {
  const types = ['user', 'setting', ...Object.keys(properties)]
  const records = new Map(
    (await Promise.all(types.map((type) => readAll(storage, type)))).flat().map((each) => [`${each.ref.type} ${each.ref.id}`, each]),
  )
  const links = new Map<string, readonly string[]>()
  const changes = new Map<string, readonly number[]>()
  for (const { ref } of records.values()) {
    for (const [path, { edge, forward }] of Object.entries(edges))
      if (path.startsWith(`${ref.type}.`))
        links.set(`${path} ${ref.id}`, [...new Set((await storage.links?.read(ref, edge, forward, io))?.map(({ id }) => id))])
    if (ref.type === 'company' || ref.type === 'contact')
      for (const { property, value, at } of (await storage.history?.read(ref, ['csm', 'owner'], 1000, io)) ?? []) {
        const key = `${ref.type} ${ref.id} ${property} ${String(value)}`
        changes.set(key, [...(changes.get(key) ?? []), at])
      }
  }
  return {
    records,
    of: (type) => [...records.values()].filter(({ ref, archivedAt }) => ref.type === type && archivedAt === undefined),
    linked: ({ ref }, path) =>
      (links.get(`${path} ${ref.id}`) ?? [])
        .flatMap((id) => records.get(`${edges[path]?.to} ${id}`) ?? [])
        .filter(({ archivedAt }) => archivedAt === undefined),
    assigned: ({ ref }, property, to) => changes.get(`${ref.type} ${ref.id} ${property} ${to}`) ?? [],
  }
}

// ---- the rules, read anew

class Refused extends Error {}
interface Eyes {
  readonly user: string
  readonly zone: string
  readonly today: string
  readonly world: Dump
  readonly role: { readonly type: string; readonly csm: string; readonly renewalDate: string | null }
  readonly values: Values
}
type Permission = { readonly view: string; readonly unassigned?: boolean }

function openEyes(world: Dump, user: string, now: number): Eyes {
  const values = world.records.get(`user ${user}`)?.values ?? {}
  const zone = String(values['timeZone'] ?? 'UTC')
  const saved = <T>(id: string, initial: T): T => (world.records.get(`setting ${id}`)?.values['data'] as T | undefined) ?? initial
  const { customer: type } = saved('tenure.core/roles', { customer: 'company' })
  const { csm, renewalDate } = saved('main/tenure.customers/settings', { csm: 'csm', renewalDate: 'renewalDate' as string | null })
  return { user, zone, today: dayIn(now, zone), world, role: { type, csm, renewalDate }, values }
}
function refusalOf({ values }: Eyes): string | undefined {
  if (values['active'] === false) return 'access.signed-out'
  return values['seat'] === true ? undefined : 'access.denied'
}
function dayIn(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)
}
function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
function maySee({ user, values }: Eyes, { ref, values: own }: StoredRecord): boolean {
  const rights = (values['objects'] ?? {}) as Readonly<Record<string, Permission>>
  const { view = 'none', unassigned = false } = rights[ref.type] ?? rights['*'] ?? {}
  if (view !== 'own') return view === 'all'
  const owners = (ref.type === 'contact' ? ['owner'] : ['owner', 'csm']).map((name) => own[name] ?? null)
  return owners.includes(user) || (unassigned && owners.every((owner) => owner === null))
}
function isHidden({ values }: Eyes, type: string, name: string): boolean {
  return ((values['hidden'] ?? []) as readonly string[]).includes(`${type}.${name}`)
}
/** Type, name and kind behind a path. */
function look(eyes: Eyes, path: string, on: string): { readonly name: string; readonly kind: Kind } {
  const [head = '', tail = ''] = path.split('.')
  const { role } = eyes
  const type = head === 'customer' ? role.type : head
  const chosen: Readonly<Record<string, string | null>> = { csm: role.csm, renewalDate: role.renewalDate }
  const name = head === 'customer' && tail in chosen ? chosen[tail] : tail
  const kind = name === null || name === undefined ? undefined : properties[type]?.[name]
  if (type !== on || typeof name !== 'string' || kind === undefined || isHidden(eyes, type, name)) throw new Refused(path)
  return { name, kind }
}
function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll('ß', 'ss')
}
function byCodePoint(a: string, b: string): number {
  const [left, right] = [[...a], [...b]].map((text) => text.map((letter) => letter.codePointAt(0) ?? 0)) as [number[], number[]]
  for (let index = 0; index < Math.min(left.length, right.length); index++)
    if (left[index] !== right[index]) return (left[index] as number) - (right[index] as number)
  return left.length - right.length
}
const byText = (a: string, b: string): number => byCodePoint(folded(a), folded(b)) || byCodePoint(a, b)
const amountOf = (value: unknown): number => Number((value as { amount: string }).amount)

/** Whether the record passes. Everything is looked up before anything is tested, so that what is hidden refuses even where it would not matter. */
function toTest(eyes: Eyes, filter: FilterData, on: string): (record: StoredRecord) => boolean {
  if (filter.test === 'all' || filter.test === 'any') {
    const parts = filter.filters.map((part) => toTest(eyes, part, on))
    return (record) => (filter.test === 'all' ? parts.every((part) => part(record)) : parts.some((part) => part(record)))
  }
  if (filter.test === 'not') {
    const inner = toTest(eyes, filter.filter, on)
    return (record) => !inner(record)
  }
  if (filter.test === 'some' || filter.test === 'none' || filter.test === 'count') {
    const { to } = edges[filter.link] as { to: string }
    const inner = filter.filter === undefined ? () => true : toTest(eyes, filter.filter, to)
    const { is, than } = 'than' in filter ? filter : { is: filter.test === 'some' ? ('at-least' as const) : ('less' as const), than: 1 }
    return (record) => {
      const count = eyes.world.linked(record, filter.link).filter((other) => maySee(eyes, other) && inner(other)).length
      return is === 'at-least' ? count >= than : count < than
    }
  }
  if (!('property' in filter)) throw new Error(`The reference does not know ${filter.test}.`)
  const { name, kind } = look(eyes, filter.property, on)
  if (filter.test === 'changed-in-last') {
    const { days = 0 } = filter.span as { days?: number }
    return (record) => eyes.world.assigned(record, name, eyes.user).some((at) => dayIn(at, eyes.zone) >= addDays(eyes.today, -days))
  }
  return (record) => {
    const value = record.values[name] ?? null
    if (filter.test === 'is-known') return value !== null
    if (filter.test === 'is-unknown') return value === null
    if (value === null) return 'missing' in filter && filter.missing === true
    return passes(eyes, filter, kind, value)
  }
}
function passes(eyes: Eyes, filter: Extract<FilterData, { property: string }>, kind: Kind, value: unknown): boolean {
  const day = kind === 'instant' ? dayIn(value as number, eyes.zone) : String(value)
  switch (filter.test) {
    case 'is':
    case 'is-not': {
      const wanted = typeof filter.value === 'object' ? eyes.user : String(filter.value)
      const same = kind === 'text' ? folded(String(value)) === folded(wanted) : value === wanted
      return same === (filter.test === 'is')
    }
    case 'contains':
      return folded(String(value)).includes(folded(filter.text))
    case 'more':
      return amountOf(value) > amountOf(filter.value)
    case 'in-next':
      return day >= eyes.today && day <= addDays(eyes.today, (filter.span as { days: number }).days)
    case 'in-last':
      return day <= eyes.today && day >= addDays(eyes.today, -(filter.span as { days: number }).days)
    default:
      throw new Error(`The reference does not know ${filter.test}.`)
  }
}
function toCompare(eyes: Eyes, order: readonly OrderData[], on: string): (a: StoredRecord, b: StoredRecord) => number {
  const userName = (id: unknown) => String(eyes.world.records.get(`user ${String(id)}`)?.values['name'] ?? id)
  const terms = order.map(({ by, direction }) => ({ ...look(eyes, by, on), sign: direction === 'ascending' ? 1 : -1 }))
  const known: Readonly<Record<Kind, (a: unknown, b: unknown) => number>> = {
    text: (a, b) => byText(a as string, b as string),
    user: (a, b) => byText(userName(a), userName(b)),
    day: (a, b) => byCodePoint(a as string, b as string),
    instant: (a, b) => (a as number) - (b as number),
    money: (a, b) => amountOf(a) - amountOf(b),
    choice: (a, b) => choices.indexOf(a as string) - choices.indexOf(b as string),
  }
  return (a, b) => {
    for (const { name, kind, sign } of terms) {
      const [left, right] = [a.values[name] ?? null, b.values[name] ?? null]
      const result = left === null || right === null ? Number(left === null) - Number(right === null) : sign * known[kind](left, right)
      if (result !== 0) return result
    }
    return byCodePoint(a.ref.id, b.ref.id)
  }
}

// ---- what is watched

interface ListInput {
  readonly view?: string
  readonly search?: string
  readonly filters?: readonly FilterData[]
  readonly sort?: readonly { readonly property: string; readonly direction: 'ascending' | 'descending' }[]
  readonly columns: readonly string[]
  readonly offset: number
  readonly limit: number
}
type Asked = { readonly user: string } & (
  | { readonly list: ListInput }
  | { readonly query: DynamicQuery & { readonly where: FilterData; readonly orderBy: readonly OrderData[] } }
)
interface Answer {
  readonly total: number
  readonly rows: readonly Readonly<Record<string, unknown>>[]
}

/** Names under which the role's properties are known to the user, and what is behind them. */
function knownOf(eyes: Eyes): ReadonlyMap<string, string> {
  const { type, csm, renewalDate } = eyes.role
  const chosen: readonly (readonly [string, string | null])[] = [
    ['name', 'name'],
    ['csm', csm],
    ['renewalDate', renewalDate],
  ]
  const taken = chosen.flatMap(([name, real]) => (real === null ? [name] : [name, real]))
  const rest = Object.keys(properties[type] ?? {}).filter((name) => !taken.includes(name))
  const named = [...chosen, ...rest.map((name) => [name, name] as const)]
  return new Map(named.filter((pair): pair is readonly [string, string] => pair[1] !== null && !isHidden(eyes, type, pair[1])))
}
function answerList(eyes: Eyes, input: ListInput): Answer {
  const known = knownOf(eyes)
  const mine: FilterData = { test: 'is', property: 'customer.csm', value: { operand: 'me' } }
  const lately: FilterData = { test: 'changed-in-last', property: 'customer.csm', span: { days: 30 } }
  const views: Readonly<Record<string, readonly FilterData[]>> = { 'owned-by-me': [mine], 'assigned-recently': [mine, lately], all: [] }
  const view = input.view?.split('/')[1] ?? 'owned-by-me'
  const text = input.search ?? ''
  const search = ['name', 'domain', 'email']
    .filter((name) => known.has(name))
    .map((name): FilterData => ({ test: 'contains', property: `customer.${name}`, text }))
  const ownSort = view === 'all' ? 'name' : 'renewalDate'
  const sort = input.sort ?? (known.has(ownSort) ? [{ property: ownSort, direction: 'ascending' as const }] : [])
  const filters = [...(views[view] ?? []), ...(input.filters ?? []), ...(text === '' ? [] : [{ test: 'any', filters: search } as const])]
  const matching = answerAll(
    eyes,
    eyes.role.type,
    { test: 'all', filters },
    sort.map(({ property, direction }) => ({ by: `customer.${property}`, direction })),
  )
  const columns = [...new Set(['name', ...input.columns])].filter((name) => known.has(name))
  const rows = matching.slice(input.offset, input.offset + input.limit).map(({ ref, values }) => ({
    id: ref.id,
    ...Object.fromEntries(
      ['healthStatus', 'renewalDate', 'name'].map((name) => [name, known.has(name) ? (values[known.get(name) as string] ?? null) : null]),
    ),
    ...Object.fromEntries(columns.map((name) => [name, values[known.get(name) as string] ?? null])),
  }))
  return { total: matching.length, rows }
}
function answerAll(eyes: Eyes, type: string, where: FilterData, order: readonly OrderData[]): readonly StoredRecord[] {
  const passesFilter = toTest(eyes, where, type)
  const compare = toCompare(eyes, order, type)
  return eyes.world
    .of(type)
    .filter((record) => maySee(eyes, record) && passesFilter(record))
    .sort(compare)
}
function answer(eyes: Eyes, asked: Asked): Answer | string {
  const refused = refusalOf(eyes)
  if (refused !== undefined) return refused
  try {
    if ('list' in asked) return answerList(eyes, asked.list)
    const { type, where, orderBy, select, offset = 0, limit = 0 } = asked.query
    const matching = answerAll(eyes, type, where, orderBy)
    const rows = matching.slice(offset, offset + limit).map(({ ref, values }) => ({
      id: ref.id,
      ...Object.fromEntries(select.map((name) => [name, isHidden(eyes, type, name) ? null : (values[name] ?? null)])),
    }))
    return { total: matching.length, rows }
  } catch (error) {
    if (error instanceof Refused) return 'input.invalid'
    throw error
  }
}

// ---- what happens

const names = ['Ärger', 'ärger', 'Straße', 'STRASSE', 'strasse', 'Zoo', 'Beta', 'beta', 'Éclair', '\u{1F600} fun', '\uFF21lpha', 'alpha']
const people = ['anna', 'ben', 'carl']
const zones = ['UTC', 'America/Los_Angeles', 'Asia/Tokyo']
const euro = (amount: number) => ({ amount: String(amount), currency: 'EUR' })
const hideable = [
  'company.arr',
  'company.renewalDate',
  'company.csm',
  'company.domain',
  'company.name',
  'deal.amount',
  'deal.closeDate',
  'contact.owner',
]

function drawRights({ pick, chance }: Random): Values {
  const none = { view: 'none', edit: 'none', delete: 'none' }
  const own = { view: 'own', edit: 'own', delete: 'none', ...(chance(0.4) && { unassigned: true }) }
  const all = { view: 'all', edit: 'none', delete: 'none' }
  const objects = pick([
    { '*': own },
    { '*': own },
    { '*': all },
    { '*': all, deal: none },
    { '*': own, deal: all },
    { company: all, deal: own },
    { '*': none },
  ])
  return { objects, hidden: chance(0.6) ? null : [...new Set([pick(hideable), pick(hideable)])].sort() } as unknown as Values
}
function drawValues(random: Random, type: string): Values {
  const { pick, below, chance } = random
  const user = () => (chance(0.25) ? null : pick(people))
  const day = () => (chance(0.2) ? null : addDays('2026-06-30', below(12) - 4))
  const common = { name: pick(names), owner: chance(0.6) ? null : user() }
  if (type === 'contact') return { ...common, owner: user(), email: chance(0.5) ? null : `${pick(['sales', 'info'])}@beta.example` }
  if (type === 'deal') return { ...common, csm: user(), amount: chance(0.2) ? null : euro(below(4)), closeDate: day() }
  return {
    ...common,
    csm: user(),
    domain: chance(0.3) ? null : `${pick(['beta', 'zoo', 'x'])}.example`,
    arr: chance(0.3) ? null : euro(below(5)),
    renewalDate: day(),
    healthStatus: chance(0.4) ? null : pick(choices),
  }
}
function drawTest(random: Random, type: string, role: boolean, depth = 0): FilterData {
  const { pick, below, chance } = random
  const head = role ? 'customer' : type
  const missing = chance(0.3) && { missing: true }
  if (depth < 2 && chance(0.3)) {
    const filters = [drawTest(random, type, role, depth + 1), drawTest(random, type, role, depth + 1)]
    return pick<FilterData>([
      { test: 'all', filters },
      { test: 'any', filters },
      { test: 'not', filter: filters[0] as FilterData },
    ])
  }
  const links = Object.entries(edges).filter(([path]) => path.startsWith(`${type}.`))
  if (!role && depth < 2 && chance(0.5)) {
    const [link, { to }] = pick(links)
    const filter = chance(0.3) ? {} : { filter: drawTest(random, to, false, depth + 1) }
    return pick<FilterData>([
      { test: 'some', link, ...filter },
      { test: 'none', link, ...filter },
      { test: 'count', link, ...filter, is: pick(['at-least', 'less']), than: below(3) },
    ])
  }
  const any: FilterData[] = [
    { test: 'contains', property: `${head}.name`, text: pick(['a', 'SS', 'beta', 'zoo']) },
    { test: 'is', property: `${head}.name`, value: pick(names), ...missing },
    { test: 'is-not', property: `${head}.name`, value: pick(names), ...missing },
    { test: 'in-last', property: `${head}.createdAt`, span: { days: below(3) }, ...missing },
    { test: 'is', property: `${head}.owner`, value: { operand: 'me' }, ...missing },
    { test: 'is-unknown', property: `${head}.owner` },
  ]
  const deal: FilterData[] = [
    { test: 'more', property: `${head}.amount`, value: euro(below(4)), ...missing },
    { test: 'in-next', property: `${head}.closeDate`, span: { days: below(4) }, ...missing },
    { test: 'is-known', property: `${head}.csm` },
  ]
  const company: FilterData[] = [
    { test: 'more', property: `${head}.arr`, value: euro(below(5)), ...missing },
    { test: 'in-next', property: `${head}.renewalDate`, span: { days: below(4) }, ...missing },
    { test: 'in-last', property: `${head}.renewalDate`, span: { days: below(4) }, ...missing },
    { test: 'is-not', property: `${head}.csm`, value: { operand: 'me' }, ...missing },
    { test: 'is', property: `${head}.healthStatus`, value: pick(choices), ...missing },
    { test: 'is-known', property: `${head}.domain` },
  ]
  return pick(type === 'deal' ? [...any, ...deal] : type === 'company' ? [...any, ...company] : any)
}
function drawAsked(random: Random, user: string): Asked {
  const { pick, below, chance } = random
  const direction = () => pick(['ascending', 'descending'] as const)
  const window = { offset: chance(0.5) ? 0 : below(4), limit: pick([1, 3, 5, 50]) }
  if (chance(0.4)) {
    const type = pick(['company', 'deal', 'contact'])
    const sorts = Object.keys(properties[type] ?? {})
    const orderBy = Array.from({ length: below(3) }, () => ({ by: `${type}.${pick(sorts)}`, direction: direction() }))
    return {
      user,
      query: { type, select: sorts, where: drawTest(random, type, false), orderBy: distinct(orderBy), count: true, ...window },
    }
  }
  const list: ListInput = {
    ...(chance(0.9) && { view: `tenure.customers/${pick(['owned-by-me', 'assigned-recently', 'all', 'all'])}` }),
    ...(chance(0.3) && { search: pick(['beta', 'STRASSE', 'a', 'zoo.example']) }),
    ...(chance(0.4) && { filters: [drawTest(random, 'company', true)] }),
    ...(chance(0.5) && {
      sort: [{ property: pick(['name', 'csm', 'arr', 'renewalDate', 'createdAt', 'healthStatus', 'owner']), direction: direction() }],
    }),
    columns: [pick(['arr', 'csm', 'owner', 'domain']), pick(['createdAt', 'email', 'arr'])],
    ...window,
  }
  return { user, list }
}
function distinct(orderBy: readonly OrderData[]): readonly OrderData[] {
  return orderBy.filter(({ by }, index) => orderBy.findIndex((term) => term.by === by) === index)
}

const everything = readsAll(Company, Contact, Deal)
const ask = defineProvider({
  id: 'test.oracle/ask',
  permission: 'workspace.access',
  input: z.custom<DynamicQuery>(() => true),
  output: z.custom<DynamicWindow>(() => true),
  uses: { records: everything },
  watch: ({ input, records }) => records.watch(input),
})
const oracle = definePlugin({ id: 'test.oracle', version: '1.0.0', host: '1.0', grants: [everything], contributes: [ask] })

interface Watched {
  readonly asked: Asked
  readonly frames: Frame<{ readonly rows: readonly Readonly<Record<string, unknown>>[]; readonly total: number }>[]
}
function watch(host: TestHost, asked: Asked): Watched {
  const frames: Watched['frames'] = []
  const desk = host.as(asked.user)
  if ('list' in asked) desk.watch(customerList, asked.list as never).subscribe((frame) => frames.push(frame as never))
  else desk.watch(ask, asked.query).subscribe((frame) => frames.push(frame as never))
  return { asked, frames }
}
async function settle(host: TestHost, watched: readonly Watched[]): Promise<void> {
  const count = () => watched.reduce((sum, { frames }) => sum + frames.length, 0)
  for (let quiet = 0, before = -1; quiet < 2; quiet = count() === before ? quiet + 1 : 0) {
    before = count()
    await host.idle()
    await new Promise((resolve) => setImmediate(resolve))
  }
}

class History {
  readonly #random: Random
  readonly #host: TestHost
  readonly #storage: StorageAdapter
  #now = start

  constructor(random: Random, host: TestHost, storage: StorageAdapter) {
    this.#random = random
    this.#host = host
    this.#storage = storage
  }

  get now(): number {
    return this.#now
  }

  /** Does one thing and says what. */
  async step(): Promise<string> {
    const { pick, chance, below } = this.#random
    const root = this.#host.as('root')
    const world = await dump(this.#storage)
    const one = (type: string, archived = false) =>
      pick([...world.records.values()].filter(({ ref, archivedAt }) => ref.type === type && (archivedAt !== undefined) === archived))
    const kind = pick([
      'update',
      'update',
      'update',
      'create',
      'link',
      'link',
      'unlink',
      'archive',
      'restore',
      'rights',
      'rights',
      'person',
      'settings',
      'clock',
      'clock',
    ])
    const type = pick(['company', 'company', 'company', 'deal', 'contact'])
    if (kind === 'update') {
      const { ref } = one(type)
      const drawn = Object.entries(drawValues(this.#random, type))
      const values = Object.fromEntries(drawn.filter(() => chance(0.4)))
      getValue(await root.act(contracts.updateRecordContract, { ...ref, values: values as never }))
      return `update ${ref.id} ${JSON.stringify(values)}`
    }
    if (kind === 'create') {
      const links = type === 'deal' ? [{ association: 'company', id: one('company').ref.id }] : []
      const { id } = getValue(
        await root.act(contracts.createRecordContract, { type, values: drawValues(this.#random, type) as never, links }),
      )
      return `create ${type} ${id}`
    }
    if (kind === 'link' || kind === 'unlink') {
      const [from, association] = pick([
        ['deal', 'company'],
        ['contact', 'companies'],
        ['deal', 'contacts'],
      ] as const)
      const link = { ...one(from).ref, association, to: one(association === 'contacts' ? 'contact' : 'company').ref.id }
      getValue(await root.act(kind === 'link' ? contracts.associateContract : contracts.unassociateContract, link))
      return `${kind} ${JSON.stringify(link)}`
    }
    if (kind === 'archive' || kind === 'restore') {
      const record = one(type, kind === 'restore')
      if (record === undefined || (kind === 'archive' && world.of(type).length < 3)) return 'nothing'
      getValue(await root.act(kind === 'archive' ? contracts.archiveRecordContract : contracts.restoreRecordContract, record.ref))
      return `${kind} ${record.ref.id}`
    }
    if (kind === 'rights' || kind === 'person') {
      const id = pick(people)
      const off = chance(0.5) ? { active: chance(0.5), seat: true } : { active: true, seat: chance(0.5) }
      const person = {
        name: `${pick(['Zed', 'amy', 'Ärne', 'mo'])} ${id}`,
        ...(chance(0.4) ? off : { active: true, seat: true }),
        timeZone: pick(zones),
      }
      const values = kind === 'rights' ? drawRights(this.#random) : person
      getValue(await root.act(contracts.updateRecordContract, { type: 'user', id, values: values as never }))
      return `${kind} ${id} ${JSON.stringify(values)}`
    }
    if (kind === 'settings') {
      const company = { objectType: 'company', csm: pick(['csm', 'owner']), renewalDate: pick(['renewalDate', null]) }
      const settings = chance(0.25) ? { objectType: 'contact', csm: 'owner', renewalDate: null } : company
      await saveCustomers(root, settings)
      return `settings ${JSON.stringify(settings)}`
    }
    const ms = (1 + below(30)) * 3_600_000 * (chance(0.1) ? 24 : 1)
    this.#now += ms
    await this.#host.advance({ ms })
    return `clock to ${new Date(this.#now).toISOString()}`
  }
}

function seedRecords(random: Random): readonly SeedRecord[] {
  const user = (id: string, values: Values): SeedRecord => ({
    type: 'user',
    id,
    values: { name: `Name of ${id}`, active: true, seat: true, permissions: ['workspace.access'], timeZone: random.pick(zones), ...values },
  })
  const some = (type: string, count: number) =>
    Array.from(
      { length: count },
      (_, index): SeedRecord => ({
        type,
        id: `${type}-${index}-${random.below(1e9).toString(36)}`,
        values: { createdAt: start - random.below(4) * 86_400_000, ...drawValues(random, type) },
      }),
    )
  return [
    user('root', { superAdmin: true }),
    ...people.map((id) => user(id, drawRights(random))),
    ...some('company', 9),
    ...some('deal', 7),
    ...some('contact', 4),
  ]
}

async function runHistory(seed: number): Promise<void> {
  const random = createRandom(seed)
  const storage = seededStore(seed % 4 === 0 ? sqlite({ file: ':memory:' }) : memory(), seedRecords(random), start)
  await using host = await createTestHost({
    plugins: [use(customers), use(recordPlugin), use(oracle)],
    storage,
    now: new Date(start).toISOString(),
  })
  const history = new History(random, host, storage)
  for (let index = 0; index < 6; index++) await history.step()
  const watched = [...people, ...people, ...people, 'root'].map((user) =>
    watch(host, drawAsked(random, user === 'root' ? random.pick(people) : user)),
  )
  const log: string[] = []
  for (let step = 0; step <= stepsPerHistory; step++) {
    const heard = watched.map(({ frames }) => frames.length)
    log.push(step === 0 ? 'watch' : await history.step())
    await settle(host, watched)
    const world = await dump(storage)
    for (const [index, each] of watched.entries()) {
      const eyes = openEyes(world, each.asked.user, history.now)
      const where = `seed ${seed}, step ${step}, ${JSON.stringify(each.asked)}\n${log.slice(-4).join('\n')}\n${JSON.stringify(eyes.values)}`
      checkLast(each, answer(eyes, each.asked), where)
      for (const frame of each.frames.slice(heard[index])) checkQuiet(frame, eyes, where)
    }
  }
}
/** The last frame says what the rules say. */
function checkLast({ frames }: Watched, expected: Answer | string, where: string): void {
  const last = frames.at(-1)
  if (typeof expected === 'string') {
    expect(last, where).toMatchObject({ state: 'stale', problem: { code: expected } })
    expect(last, where).not.toHaveProperty('value')
    return
  }
  expect(last?.state, `${where}\n${JSON.stringify(last)}`).toBe('live')
  expect({ total: last?.value?.total, rows: last?.value?.rows }, where).toEqual(expected)
}
/** No frame that was sent in this step holds a record that may not be seen after it. */
function checkQuiet(frame: Watched['frames'][number], eyes: Eyes, where: string): void {
  const text = JSON.stringify(frame)
  const isOut = refusalOf(eyes) !== undefined
  for (const record of eyes.world.records.values()) {
    if (!(record.ref.type in properties) || !text.includes(record.ref.id)) continue
    expect(!isOut && maySee(eyes, record), `${where}\nleaks ${record.ref.id}: ${text}`).toBe(true)
  }
}

test(`[BEY-1] [ACC-10] [VIEW-9] whatever happens, each stream of a host tells what its user may see by the rules, and nothing else, in ${histories} histories`, async () => {
  for (let seed = firstSeed; seed < firstSeed + histories; seed++) await runHistory(seed)
}, 600_000)
