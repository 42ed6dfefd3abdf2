import type { Frame, Problem } from '@tenure/core/contract'
import { BehaviorSubject, delay, firstValueFrom, fromEvent, interval, map, NEVER, Observable, of, startWith } from 'rxjs'
import type { Session } from '../app/data/answers.js'
import type { Row, RowWindow } from '../app/data/named.js'
import type { Connection, Source } from '../app/data/source.js'
import { columnChoices, customer, historyOf, nameOf, recordOf } from './fixture-data.js'
import { recordParts, tabsOf } from './fixture-tabs.js'
import { people } from './names.js'

/** What the fixture plays: named in the address behind `#`. */
export type Scenario = 'normal' | 'empty' | 'error' | 'lost' | 'loading' | 'huge' | 'door' | 'lively' | 'stepped' | 'many-tabs'

const live = <T>(value: T): Frame<T> => ({ state: 'live', value, asOf: Date.now() })
const failure: Problem = {
  code: 'storage.failed',
  message: 'The store did not answer within 10 s. It is tried again by itself.',
  details: { transient: true },
}

/** Sample data in the browser, to look at the page without a server. No build of the page contains it. */
export function createFixtureSource(scenario: Scenario): Source {
  const size = scenario === 'huge' ? 100_000 : 412
  const connection = new BehaviorSubject<Connection>(
    scenario === 'lost' ? { state: 'lost', since: Date.now() - 140_000 } : { state: 'open' },
  )
  const answer = (provider: string, input: Asked): Observable<Frame<unknown>> => {
    if (provider === 'tenure.customers/list-rows') return listOf(scenario, size, input)
    if (scenario === 'door') return of({ state: 'stale', problem: signedOut })
    if (scenario === 'loading' && provider.startsWith('acme.')) return NEVER
    if (provider === 'acme.kinds/refused') return of({ state: 'stale', problem: denied })
    if (provider === 'acme.kinds/stale') return of({ ...live({ kept: 0.91 }), state: 'stale', problem: failure })
    const fixed = fixedAnswer(scenario, provider, input, size)
    if (fixed === undefined) return of({ state: 'stale', problem: toBroken(provider) })
    return of(scenario === 'lost' && provider.startsWith('acme.') ? { ...live(fixed), state: 'stale', problem: failure } : live(fixed))
  }
  return {
    watch: ({ id }, ...[input]) => answer(id, (input ?? {}) as Asked).pipe(delay(12)) as never,
    read: async ({ id }, ...[input]) => {
      const frame = await firstValueFrom(answer(id, (input ?? {}) as Asked))
      return (frame.state === 'live' ? { ok: true, value: frame.value } : { ok: false, problem: frame.problem }) as never
    },
    act: async ({ id }, ...[input]) => toOutcome(id, input as Asked | undefined) as never,
    connection$: connection,
    sign: {
      offer: async () => ({ switcher: true, firstAdmin: false, users: people.map((name, at) => ({ id: `u${at}`, name })) }),
      enter: async () => ({ ok: true, value: null }),
      leave: async () => {},
      begin: async () => ({ ok: true, value: null }),
    },
  }
}

const signedOut: Problem = { code: 'access.signed-out', message: 'Sign in to see this workspace.', details: { user: '' } }
const denied: Problem = {
  code: 'access.denied',
  message: 'You need the permission “Read margins”, which an administrator can give.',
  details: { missing: 'acme.kinds/margins' },
}
const toBroken = (contribution: string): Problem => ({
  code: 'plugin.broken',
  message: `Provider ${contribution} gave no answer within 10 s.`,
  details: { plugin: 'acme', contribution },
})
function toOutcome(action: string, input: Asked | undefined) {
  if (action === 'acme.kinds/refused') return { ok: false, problem: denied }
  const message = 'Use at least three characters.'
  if (action !== 'acme.kinds/add-note' || (input?.note ?? '').length > 2) return { ok: true, value: undefined }
  return { ok: false, problem: { code: 'input.invalid', message, details: { issues: [{ path: ['note'], message }] } } }
}

interface Asked {
  readonly company?: string
  readonly note?: string
  readonly tab?: string
  readonly type?: string
  readonly id?: string
  readonly property?: string
  readonly view?: string
  readonly search?: string
  readonly filters?: readonly { readonly test: string }[]
  readonly sort?: readonly { readonly property: string; readonly direction: string }[]
  readonly offset?: number
  readonly limit?: number
}

function fixedAnswer(scenario: Scenario, provider: string, input: Asked, size: number): unknown {
  switch (provider) {
    case 'tenure.core/session':
      return session
    case 'tenure.core/tabs':
      return tabsOf(scenario === 'many-tabs').map(({ block: _block, ...tab }) => tab)
    case 'tenure.core/tab':
      return tabsOf(scenario === 'many-tabs').find(({ id }) => id === input.tab)
    case 'tenure.core/users':
      return people.map((name, at) => ({ id: `u${at}`, name, active: true }))
    case 'tenure.record/record':
      return recordOf(input.type ?? '', input.id ?? '')
    case 'tenure.record/parts':
      return recordParts
    case 'acme.kinds/usage':
      return input.company === undefined ? undefined : { kept: Number(input.company.slice(1)) / 10 }
    case 'tenure.record/history':
      return historyOf(input.id ?? '', input.property)
    case 'tenure.customers/list-columns':
      return columnChoices
    case 'tenure.customers/list-views':
      return views(scenario, size)
    case 'acme.renewals/list':
      if (scenario === 'empty') return { total: 0, rows: [] }
      return { total: 3, rows: [0, 1, 2].map((n) => ({ ...customer(n), daysLeft: 4 + n * 9 })) }
    case 'acme.kinds/sums':
      return {
        arr: { amount: '4790000', currency: 'EUR' },
        kept: 0.934,
        none: null,
        owner: 'u1',
        closesOn: new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10),
        health: 'at-risk',
        healthScore: 38,
      }
    case 'acme.kinds/feed':
      return scenario === 'empty' ? [] : happened
    case 'acme.kinds/rows':
      return scenario === 'empty' ? [] : linkedRows
    case 'acme.kinds/misshapen':
      return { rows: 'none' }
    default:
      return undefined
  }
}

const happened = [
  { text: 'Ada Okafor logged a call with Halden Freight: the new sponsor wants a plan by Friday', at: Date.now() - 5_400_000 },
  { text: 'Kestrel Optics changed its renewal date', at: Date.now() - 93_600_000 },
  { text: 'Northwind opened a ticket', at: Date.now() - 260_000_000 },
]
const linkedRows = [
  { id: 'p1', name: 'Marit Solberg', 'companies.name': 'Halden Freight', owner: 'u1', health: 'healthy', healthScore: 82 },
  { id: 'p2', name: 'Jonas Weber', 'companies.name': 'Kestrel Optics', owner: 'u2', health: 'neutral', healthScore: 55 },
  {
    id: 'p3',
    name: 'A name that is so long that it does not fit into any column of a table',
    'companies.name': null,
    owner: null,
    health: null,
  },
]

const views = (scenario: Scenario, size: number) => [
  {
    id: 'tenure.customers/owned-by-me',
    title: 'Owned by me',
    description: 'Customers whose CSM you are',
    builtIn: true,
    icon: 'user',
    total: scenario === 'empty' ? 0 : 38,
  },
  {
    id: 'tenure.customers/assigned-recently',
    title: 'Assigned in the last 30 days',
    description: 'Customers that were assigned to you lately',
    builtIn: true,
    icon: 'clock',
    total: scenario === 'empty' ? 0 : 4,
  },
  {
    id: 'tenure.customers/all',
    title: 'All customers',
    description: 'Every customer that you may see',
    builtIn: true,
    icon: 'list',
    total: scenario === 'empty' ? 0 : size,
  },
]

const session: Session = {
  user: { id: 'u0', name: 'Ines Carvalho' },
  timeZone: 'Europe/Berlin',
  locale: 'en-GB',
  workspace: { id: 'main', name: 'Northbeam' },
  rights: { settings: true },
}

function listOf(scenario: Scenario, size: number, input: Asked): Observable<Frame<RowWindow>> {
  if (scenario === 'loading') return NEVER
  if (scenario === 'error') return of({ state: 'stale', problem: failure })
  const value = windowOf(scenario, size, input)
  if (scenario === 'lost')
    return of({
      state: 'stale',
      value,
      asOf: Date.now() - 140_000,
      problem: { ...failure, message: 'The line to the server is lost.' },
    })
  if (scenario !== 'lively' && scenario !== 'stepped') return of(live(value))
  // A test says itself when something happens.
  const turns = scenario === 'lively' ? interval(1000) : fromEvent(window, 'turn').pipe(map((_, turn) => turn))
  return turns.pipe(
    startWith(-1),
    map((turn) => live(turn < 0 ? value : { ...value, total: value.total + turn + 1, rows: enlivened(value.rows, turn) })),
  )
}

/** At each turn an amount changes and a customer comes in at the top. */
function enlivened(rows: readonly Row[], turn: number): readonly Row[] {
  const added = Array.from({ length: turn + 1 }, (_, n) => ({ ...customer(9000 + turn - n), id: `new${turn - n}` }))
  return [...added, ...rows.map((row, at) => (at === 3 ? { ...row, arr: { amount: String(100_000 + turn * 500), currency: 'EUR' } } : row))]
}

function windowOf(scenario: Scenario, size: number, { view, search, filters, sort, offset = 0, limit = 100 }: Asked): RowWindow {
  const count = scenario === 'empty' ? 0 : view?.endsWith('all') ? size : view?.endsWith('recently') ? 4 : 38
  const wanted = search?.toLowerCase() ?? ''
  if (wanted === '' && !filters && !sort) {
    const rows = Array.from({ length: Math.max(0, Math.min(limit, count - offset)) }, (_, at) => customer(offset + at))
    return { objectType: 'company', rows, total: count, offset }
  }
  const all = Array.from({ length: count }, (_, n) => n)
    .filter((n) => nameOf(n).toLowerCase().includes(wanted) && (filters === undefined || n % 3 === 0))
    .map(customer)
  const [key] = sort ?? []
  if (key !== undefined) all.sort((a, b) => compare(a[key.property], b[key.property], key.direction === 'descending' ? -1 : 1))
  return { objectType: 'company', rows: all.slice(offset, offset + limit), total: all.length, offset }
}

function compare(a: unknown, b: unknown, sign: number): number {
  if (a == null || b == null) return a == null ? (b == null ? 0 : 1) : -1
  const of = (value: unknown) =>
    (typeof value === 'object' && value !== null && 'amount' in value ? Number(value.amount) : value) as string | number
  return of(a) < of(b) ? -sign : of(a) > of(b) ? sign : 0
}
