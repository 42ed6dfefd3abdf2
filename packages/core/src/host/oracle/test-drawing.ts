import type { FilterData, OrderData } from '../../query/filter-data.js'
import type { Value, Values } from '../../schema/value.js'
import { addDays } from './test-calendar.js'
import type { ListInput, Question } from './test-questions.js'
import type { Random } from './test-random.js'
import { drawTotals, noFilter } from './test-totals.js'
import { choices, edges, type Kind, properties } from './test-world.js'

// What the histories write and ask: few values, so that they meet often.

/** The users of a history, but for the one who may do everything. */
export const people = ['anna', 'ben', 'carl']
/** Where they may live. */
export const zones = ['UTC', 'America/Los_Angeles', 'Asia/Tokyo']
const names = ['Ärger', 'ärger', 'Straße', 'STRASSE', 'strasse', 'Zoo', 'Beta', 'beta', 'Éclair', '\u{1F600} fun', '\uFF21lpha', 'alpha']
const hideable = [
  'company.arr',
  'company.renewalDate',
  'company.csm',
  'company.domain',
  'company.name',
  'deal.amount',
  'deal.closeDate',
  'contact.owner',
  'order.keeper',
]
const euro = (amount: number) => ({ amount: String(amount), currency: 'EUR' })

/** Rights to the records, and hidden properties. */
export function drawRights({ pick, chance }: Random): Values {
  const none = { view: 'none', edit: 'none', delete: 'none' }
  const unassigned = () => chance(0.4) && { unassigned: true }
  const own = { view: 'own', edit: 'own', delete: 'none', ...unassigned() }
  const team = { view: 'team', edit: 'own', delete: 'none', ...unassigned() }
  const all = { view: 'all', edit: 'none', delete: 'none' }
  const objects = pick([
    { '*': own },
    { '*': own, deal: all },
    { '*': team },
    { '*': team, company: own },
    { '*': all },
    { '*': all, deal: none, contact: own },
    { '*': all, company: own },
    { '*': all, company: team },
    { company: all, deal: team, order: own },
    { '*': none },
  ])
  const some = (): Value => [...new Set([pick(hideable), pick(hideable)])].sort()
  return { objects: objects as unknown as Value, hidden: chance(0.6) ? null : some(), readOnly: chance(0.8) ? null : some() }
}
/** Teams of a user; the primary one decides about the workspace. */
export function drawTeams({ pick, chance }: Random): Values {
  const teams = ['west', 'east', 'pilots'].filter(() => chance(0.3))
  return { primaryTeam: pick(['west', 'west', 'east', 'pilots', null]), teams: teams.length > 0 ? teams : null }
}
/** Values of a record. */
export function drawValues(random: Random, type: string): Values {
  const { pick, below, chance } = random
  const user = () => (chance(0.25) ? null : pick(people))
  const day = () => (chance(0.2) ? null : addDays('2026-06-30', below(12) - 4))
  const common = { name: pick(names), owner: chance(0.6) ? null : user() }
  const amount = chance(0.2) ? null : euro(below(4))
  if (type === 'contact') return { ...common, owner: user(), email: chance(0.5) ? null : `${pick(['sales', 'info'])}@beta.example` }
  if (type === 'deal') return { ...common, csm: user(), amount, closeDate: day() }
  if (type === 'order') return { ...common, owner: user(), keeper: user(), amount }
  return {
    ...common,
    csm: user(),
    domain: chance(0.3) ? null : `${pick(['beta', 'zoo', 'x'])}.example`,
    arr: chance(0.3) ? null : euro(below(5)),
    renewalDate: day(),
    healthStatus: chance(0.4) ? null : pick(choices),
  }
}

/** What a question names a type by: its own name, or a role that it may play at the moment. */
export interface About {
  readonly type: string
  readonly head: string
  /** Without links: the list is granted the customer's own properties alone. */
  readonly alone?: true
}
/** A filter about a type. */
export function drawFilter(random: Random, about: About, depth = 0): FilterData {
  const { pick, chance } = random
  if (depth < 2 && chance(0.3)) {
    const filters = [drawFilter(random, about, depth + 1), drawFilter(random, about, depth + 1)]
    return pick<FilterData>([
      { test: 'all', filters },
      { test: 'any', filters },
      { test: 'not', filter: filters[0] as FilterData },
    ])
  }
  if (chance(0.15)) return drawTest(random, ...drawDay(random, about))
  if (about.type === 'company' && chance(0.12)) return drawChanged(random, about)
  if (!about.alone && depth < 2 && chance(0.4)) return drawLinkFilter(random, about, depth)
  const [path, kind] = drawPath(random, about)
  return drawTest(random, path, kind)
}
function drawLinkFilter(random: Random, { type, head }: About, depth: number): FilterData {
  const { pick, below, chance } = random
  const [path, { to }] = pick(linksOf(type))
  const link = path.replace(type, head)
  const filter = chance(0.3) ? {} : { filter: drawFilter(random, { type: to, head: to }, depth + 1) }
  return pick<FilterData>([
    { test: 'some', link, ...filter },
    { test: 'none', link, ...filter },
    { test: 'count', link, ...filter, is: pick(['at-least', 'less']), than: below(3) },
  ])
}
/** What became of a property lately, alone or beside a bound of the same property. */
function drawChanged({ pick, below, chance }: Random, { head }: About): FilterData {
  const changed = (name: string, more: object = {}): FilterData => ({
    ...{ test: 'changed-in-last', property: `${head}.${name}`, span: { days: below(3) }, ...more },
  })
  const bound: FilterData = { test: 'more', property: `${head}.arr`, value: euro(below(4)) }
  const other: FilterData = { test: 'more', property: `${head}.arr`, value: euro(below(4)) }
  return pick<FilterData>([
    changed(pick(['csm', 'owner', 'renewalDate', 'healthStatus'])),
    changed('csm', { to: { operand: 'me' } }),
    changed('healthStatus', { to: pick(choices) }),
    { test: 'all', filters: [bound, changed('arr')] },
    { test: 'all', filters: [bound, chance(0.5) ? changed('arr') : { test: 'any', filters: [changed('healthStatus'), other] }] },
  ])
}
/** A property whose tests depend on what day it is. */
function drawDay({ pick }: Random, { type, head }: About): readonly [string, Kind] {
  const timed = Object.entries(properties[type] ?? {}).filter(([, kind]) => kind === 'day' || kind === 'instant')
  const [name, kind] = pick(timed)
  return [`${head}.${name}`, kind]
}
/** A property of the type, sometimes through a link or by the name of a role. */
function drawPath({ pick, chance }: Random, { type, head, alone }: About): readonly [string, Kind] {
  if (type === 'deal' && chance(0.15)) return ['revenue.csm', 'user']
  if (type === 'order' && chance(0.3)) return ['revenue.csm', 'user']
  if (type === 'company' && head === 'company' && chance(0.1)) return ['customer.csm', 'user']
  if (!alone && chance(0.25)) {
    const [path, { to }] = pick(linksOf(type))
    const [name, kind] = pick(Object.entries(properties[to] ?? {}))
    return [`${path.replace(type, head)}.${name}`, kind]
  }
  const [name, kind] = pick(Object.entries(properties[type] ?? {}))
  return [`${head}.${name}`, kind]
}
function drawTest({ pick, below, chance }: Random, property: string, kind: Kind): FilterData {
  const missing = chance(0.3) && { missing: true }
  const known = pick<FilterData>([
    { test: 'is-known', property },
    { test: 'is-unknown', property },
  ])
  const tests: Readonly<Record<Kind, readonly FilterData[]>> = {
    text: [
      { test: 'contains', property, text: pick(['a', 'SS', 'beta', 'zoo']) },
      { test: 'is', property, value: pick(names), ...missing },
      { test: 'is-not', property, value: pick(names), ...missing },
    ],
    user: [
      { test: 'is', property, value: { operand: 'me' }, ...missing },
      { test: 'is-not', property, value: { operand: 'me' }, ...missing },
    ],
    day: [
      { test: 'in-next', property, span: { days: below(4) }, ...missing },
      { test: 'in-last', property, span: { days: below(4) }, ...missing },
    ],
    instant: [{ test: 'in-last', property, span: { days: below(3) }, ...missing }],
    money: [{ test: 'more', property, value: euro(below(4)), ...missing }],
    choice: [{ test: 'is', property, value: pick(choices), ...missing }],
  }
  return pick([known, ...tests[kind], ...tests[kind]])
}
function linksOf(type: string): readonly (readonly [string, { readonly to: string }])[] {
  return Object.entries(edges).filter(([path]) => path.startsWith(`${type}.`))
}

/** A question to the list of customers, or to any records. */
export function drawQuestion(random: Random): Question {
  const { pick, below, chance } = random
  const window = { offset: chance(0.6) ? 0 : below(3), limit: pick([1, 3, 5, 50]) }
  if (chance(0.35)) return { list: { ...drawList(random), ...window } }
  const type = pick(['company', 'deal', 'contact', 'order'])
  const head = chance(0.3) ? ({ company: 'customer', deal: 'revenue', order: 'revenue' }[type] ?? type) : type
  const orderBy = Array.from({ length: below(3) }, (): OrderData => {
    return { by: drawPath(random, { type, head })[0], direction: pick(['ascending', 'descending']) }
  })
  const linked = linksOf(type).flatMap(([path, { to }]) =>
    Object.keys(properties[to] ?? {}).map((name) => `${path.replace(`${type}.`, '')}.${name}`),
  )
  const select = [...Object.keys(properties[type] ?? {}), ...(head === type ? [] : ['csm']), ...linked.filter(() => chance(0.3))]
  const where = chance(0.4) ? ({ test: 'all', filters: [] } as const) : drawFilter(random, { type, head })
  return { query: { type: head, select: [...new Set(select)], where, orderBy: distinct(orderBy), count: true, ...window } }
}
/** A question to the list of customers by a saved view of any user. */
export function drawViewQuestion(random: Random, views: readonly string[]): Question {
  const { chance, pick } = random
  const { sort, ...list } = drawList(random)
  return { list: { ...list, ...(chance(0.3) && sort && { sort }), view: pick(views), offset: 0, limit: pick([3, 50]) } }
}
/** A question about what records come to. */
export function drawTotalsQuestion(random: Random): Question {
  const { pick, chance } = random
  const type = pick(['company', 'company', 'deal', 'contact', 'order'])
  const head = chance(0.3) ? ({ company: 'customer', deal: 'revenue', order: 'revenue' }[type] ?? type) : type
  const where = chance(0.4) ? noFilter : drawFilter(random, { type, head })
  return { totals: { type: head, where, ...drawTotals(random, () => drawPath(random, { type, head }), `${head}.createdAt`) } }
}
/** How many records were created each day: with one filter and one policy, it is the zone alone that tells its askers apart. */
export function drawDaysQuestion({ pick }: Random): Question {
  const type = pick(['company', 'deal', 'contact', 'order'])
  return { totals: { type, where: noFilter, by: [{ property: `${type}.createdAt`, period: 'day' }], measures: [] } }
}
/** A question by a role's own names, which two workspaces may give different meanings: the same rows, with other values. */
export function drawRoleQuestion({ pick, chance }: Random): Question {
  const type = pick(['company', 'deal', 'order'])
  const head = type === 'company' ? 'customer' : 'revenue'
  const select = [...new Set(['name', 'csm', ...Object.keys(properties[type] ?? {})])]
  const where: FilterData = chance(0.5) ? { test: 'all', filters: [] } : { test: 'is-known', property: `${head}.owner` }
  return { query: { type: head, select, where, orderBy: [], count: true, offset: 0, limit: pick([3, 50]) } }
}
function drawList(random: Random): Omit<ListInput, 'offset' | 'limit'> {
  const { pick, chance } = random
  const sorts = ['name', 'csm', 'arr', 'renewalDate', 'createdAt', 'healthStatus', 'owner']
  return {
    ...(chance(0.9) && { view: `tenure.customers/${pick(['owned-by-me', 'assigned-recently', 'all', 'all'])}` }),
    ...(chance(0.3) && { search: pick(['beta', 'STRASSE', 'a', 'zoo.example']) }),
    ...(chance(0.4) && { filters: [drawFilter(random, { type: 'company', head: 'customer', alone: true })] }),
    ...(chance(0.5) && { sort: [{ property: pick(sorts), direction: pick(['ascending', 'descending'] as const) }] }),
    columns: [pick(['arr', 'csm', 'owner', 'domain']), pick(['createdAt', 'email', 'arr'])],
  }
}
function distinct(orderBy: readonly OrderData[]): readonly OrderData[] {
  return orderBy.filter(({ by }, index) => orderBy.findIndex((term) => term.by === by) === index)
}
