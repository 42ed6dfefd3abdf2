import { BehaviorSubject, delay, interval, map, NEVER, Observable, of, startWith } from 'rxjs'
import type { Row, RowWindow, Session } from '../app/data/answers.js'
import type { Connection, Frame, Problem, Source } from '../app/data/wire.js'
import { columnChoices, customer, historyOf, nameOf, recordOf } from './fixture-data.js'
import { people } from './names.js'

/** What the fixture plays: named in the address behind `#`. */
export type Scenario = 'normal' | 'empty' | 'error' | 'lost' | 'loading' | 'huge' | 'door' | 'lively' | 'many-tabs'

const live = <T>(value: T): Frame<T> => ({ state: 'live', value, asOf: Date.now() })
const failure: Problem = { code: 'storage.failed', message: 'The store did not answer within 10 s. It is tried again by itself.' }

/** A world in the browser, for looking at the page without a server. It is in no build of the page. */
export function createFixtureSource(scenario: Scenario): Source {
  const size = scenario === 'huge' ? 100_000 : 412
  const connection = new BehaviorSubject<Connection>(
    scenario === 'lost' ? { state: 'lost', since: Date.now() - 140_000 } : { state: 'open' },
  )
  const answer = (provider: string, input: Asked): Observable<Frame<unknown>> => {
    if (provider === 'tenure.customers/list') return listOf(scenario, size, input)
    if (scenario === 'door')
      return of({ state: 'stale', problem: { code: 'access.signed-out', message: 'Sign in to see this workspace.' } })
    const fixed = fixedAnswer(scenario, provider, input, size)
    return fixed === undefined
      ? of({ state: 'stale', problem: { code: 'plugin.broken', message: `Provider ${provider} gave no answer within 10 s.` } })
      : of(live(fixed))
  }
  return {
    watch: (provider, input) => answer(provider, (input ?? {}) as Asked).pipe(delay(12)) as never,
    read: async () => ({ ok: false, problem: failure }),
    connection$: connection,
    sign: {
      offer: async () => ({ switcher: true, firstAdmin: false, users: people.map((name, at) => ({ id: `u${at}`, name })) }),
      enter: async () => ({ ok: true, value: null }),
      leave: async () => {},
      begin: async () => ({ ok: true, value: null }),
    },
  }
}

interface Asked {
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
      return session(scenario)
    case 'tenure.core/users':
      return people.map((name, at) => ({ id: `u${at}`, name, active: true }))
    case 'tenure.core/record':
      return recordOf(input.type ?? '', input.id ?? '')
    case 'tenure.core/history':
      return historyOf(input.id ?? '', input.property)
    case 'tenure.customers/columns':
      return columnChoices
    case 'tenure.customers/views':
      return views(scenario, size)
    case 'acme.renewals/list':
      return { total: 3, rows: [0, 1, 2].map((n) => ({ ...customer(n), daysLeft: 4 + n * 9 })) }
    default:
      return undefined
  }
}

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

function session(scenario: Scenario): Session {
  const table = {
    kind: 'table',
    provider: 'tenure.customers/list',
    views: 'tenure.customers/views',
    columnChoices: 'tenure.customers/columns',
    search: true,
    opens: 'record' as const,
    columns: columnChoices.slice(0, 6).map(({ field }) => ({ field })),
    quickFilters: [
      { property: 'customer.createdAt', label: 'Create date' },
      { property: 'customer.lastActivityAt', label: 'Last activity date' },
    ],
  }
  const renewals = {
    kind: 'stack',
    children: [
      {
        kind: 'grid',
        children: [
          { kind: 'metric', title: 'At risk', provider: 'acme.renewals/list', value: 'total' },
          { kind: 'metric', title: 'Broken', provider: 'acme.renewals/none', value: 'total' },
          { kind: 'metric', title: 'Within 30 days', provider: 'acme.renewals/list', value: 'total' },
        ],
      },
      {
        kind: 'table',
        title: 'Renewals at risk',
        provider: 'acme.renewals/list',
        columns: [
          { field: 'name' },
          { field: 'arr', format: 'money' as const },
          { field: 'renewalDate', format: 'relative-date' as const },
          { field: 'daysLeft', format: 'number' as const },
        ],
      },
      {
        kind: 'cards',
        title: 'Cards',
        provider: 'acme.renewals/list',
        heading: 'name',
        fields: [{ field: 'arr', format: 'money' as const }],
      },
      { kind: 'constellation', title: 'From the future' },
    ],
  }
  const more =
    scenario === 'many-tabs'
      ? ['Services', 'Revenue', 'Tasks', 'Schedule', 'Feed', 'Dashboards', 'Playbooks', 'Surveys'].map((title) => ({
          id: `more/${title}`,
          title,
          icon: 'star',
          view: { kind: 'stack', children: [] },
        }))
      : []
  return {
    user: { id: 'u0', name: 'Ines Carvalho' },
    timeZone: 'Europe/Berlin',
    locale: 'en-GB',
    workspace: { id: 'main', name: 'Northbeam' },
    rights: { settings: true },
    tabs: [
      { id: 'tenure.customers/customers', title: 'Customers', icon: 'users', view: table },
      { id: 'acme.renewals/renewals', title: 'Renewals at risk', icon: 'trend', view: renewals },
      {
        id: 'acme.heat/heat',
        title: 'Usage',
        icon: 'activity',
        view: { kind: 'stack', children: [] },
        problem: {
          code: 'plugin.broken',
          message: 'The plugin acme.heat threw while it was set up: the licence key has no “seats” entry.',
        },
      },
      ...more,
    ],
  }
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
      problem: { code: 'storage.failed', message: 'The line to the server is lost.' },
    })
  if (scenario !== 'lively') return of(live(value))
  return interval(1000).pipe(
    startWith(-1),
    map((turn) => live(turn < 0 ? value : { ...value, total: value.total + turn + 1, rows: enlivened(value.rows, turn) })),
  )
}

/** Each second an amount changes and a customer comes in at the top. */
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
