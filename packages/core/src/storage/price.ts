import { TenureError } from '../errors/tenure-error.js'
import type { CanonicalQuery, Expression, Hop, LinkedColumn } from '../query/canonical.js'
import { isNever } from '../query/simplify.js'
import type { PlanOffer } from './adapter.js'

/** What a query costs, worked out before it runs: the work of all its parts together. */
export interface Price {
  /** Records that the store expects to look at. */
  readonly rows: number
  /** Tests of all filters together, those of linked records and of the policies among them. */
  readonly tests: number
  /** Steps along links, in tests, in searched columns and in linked columns, and looks into the past of a record. */
  readonly hops: number
  /** Looks at one value of one record: the unit in which budgets are set. About 60 ns each in the stores of this repository. */
  readonly looks: number
}
/** How much one query may cost its caller. */
export interface QueryBudget {
  /** Looks of one call that is answered once; by default 100 million. */
  readonly call: number
  /** Looks of one query that stays open, as it may run again with each change; by default 60 million. */
  readonly live: number
  /** Tests of one query; by default 500. */
  readonly tests: number
  /** Steps along links and looks into the past of one query; by default 60. A database that plans many of them takes longer than it does to look. */
  readonly hops: number
}
/** The budget where none is configured. */
export const defaultBudget: QueryBudget = Object.freeze({ call: 100_000_000, live: 60_000_000, tests: 500, hops: 60 })

/** A step along a link, or a look into the history, in looks. */
const hopLooks = 20
/** Records that a step is expected to lead to. */
const fanOut = 3
/** A record of the answer on its way to the one who asked. */
const answerLooks = 500
/** What is assumed of a store that does not say how many records it looks at. */
const unknownRows = 10_000

/** The price of a query by what the store offers. Pure: nothing is read. */
export function priceOf(query: CanonicalQuery, offer: Pick<PlanOffer, 'rows'>): Price {
  const rows = Math.min(offer.rows ?? unknownRows, mostRows(query))
  const answered = Math.min(query.limit ?? Number.POSITIVE_INFINITY, rows)
  const where = weigh(query.where)
  const picks = picksOf(query).map(({ among, ordered }) => ({ ...weighHop(weigh(among)), times: ordered ? rows : answered }))
  const picked = picks.reduce((sum, { looks, times }) => sum + looks * times, 0)
  return {
    rows,
    tests: where.tests + sum(picks, ({ tests }) => tests),
    hops: where.hops + sum(picks, ({ hops }) => hops),
    looks: rows * (1 + query.order.length + where.looks) + picked + answered * answerLooks,
  }
}

// Ids that are named are looked up one by one.
function mostRows({ where, every }: CanonicalQuery): number {
  if (isNever(where)) return 0
  return Math.min(...every.map((atom) => (atom.test === 'id-of' ? atom.ids.length : Number.POSITIVE_INFINITY)))
}

/** Refuses a price beyond the budget. Errors: `input.too-large`, with the limit in words. */
export function checkPrice({ tests, hops, looks }: Price, budget: QueryBudget, kind: 'call' | 'live'): void {
  if (tests > budget.tests)
    throw new TenureError(
      'input.too-large',
      `This query has ${tests} tests, and one query has at most ${budget.tests}. Leave out some of its filters.`,
      { limit: 'tests of one query', max: budget.tests },
    )
  if (hops > budget.hops)
    throw new TenureError(
      'input.too-large',
      `This query looks ${hops} times at linked records and past values, and one query may do so at most ${budget.hops} times. Use fewer such conditions.`,
      { limit: 'looks at linked records and past values of one query', max: budget.hops },
    )
  if (looks <= budget[kind]) return
  const much = `about ${Math.ceil(looks / budget[kind])} times what one query may cost`
  const parts = `${tests} tests and ${hops} steps along links, over every record that may match`
  throw new TenureError(
    'input.too-large',
    `This query costs ${much}: it has ${parts}. Use fewer conditions on linked records, a narrower filter or a smaller part of the list.`,
    { limit: 'looks at values of one query', max: budget[kind] },
  )
}

/** The parts of a price that hold for each record. */
type Weight = Pick<Price, 'tests' | 'hops' | 'looks'>
function weigh(where: Expression): Weight {
  if ('all' in where) return total(where.all.map(weigh))
  if ('any' in where) return total(where.any.map(weigh))
  if ('not' in where) return weigh(where.not)
  if (where.test === 'changed') return { tests: 1, hops: 1, looks: hopLooks }
  if (!('hop' in where)) return { tests: 1, hops: 0, looks: 1 }
  const inner = total([weigh(where.where), ...('among' in where ? [weigh(where.among)] : [])])
  return { ...weighHop(inner), tests: inner.tests + 1 }
}
function weighHop({ tests, hops, looks }: Weight): Weight {
  return { tests, hops: hops + 1, looks: hopLooks + fanOut * looks }
}
function total(parts: readonly Weight[]): Weight {
  return { tests: sum(parts, ({ tests }) => tests), hops: sum(parts, ({ hops }) => hops), looks: sum(parts, ({ looks }) => looks) }
}
function sum<T>(parts: readonly T[], of: (part: T) => number): number {
  return parts.reduce((so, part) => so + of(part), 0)
}

// Linked columns with one step share what it picks. One that decides the order is read for every record.
function picksOf({ linked = [], order }: CanonicalQuery): readonly { readonly among: Expression; readonly ordered: boolean }[] {
  const sorted = new Set(order.map(({ property }) => property))
  const steps = new Map<string, LinkedColumn[]>()
  for (const column of linked) steps.set(nameOf(column.hop), [...(steps.get(nameOf(column.hop)) ?? []), column])
  return [...steps.values()].map((columns) => ({
    among: columns[0]?.among ?? { all: [] },
    ordered: columns.some(({ name }) => sorted.has(name)),
  }))
}
function nameOf({ edge, forward }: Hop): string {
  return `${edge}${forward ? '>' : '<'}`
}
