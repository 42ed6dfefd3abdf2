import { aggregateLimits } from '../query/aggregate/aggregate-data.js'
import type { CanonicalAggregate, Grouping, StoreAggregate, StoreGroup } from '../query/aggregate/canonical-aggregate.js'
import { Tally, tooManyGroups } from '../query/aggregate/tally.js'
import type { Atom } from '../query/canonical.js'
import type { UserId } from '../schema/value.js'
import type { AggregateOffer, AggregateOps, FeedCursor, IO, StorageAdapter } from './adapter.js'
import { type Bounds, findBounds } from './find-bounds.js'
import { atomsOf, type Grade, type Share, scanMatches } from './planner.js'

/** Answer to a canonical aggregate: its groups as they were found, whose periods are named by their first days. */
export interface AggregateResult {
  readonly groups: readonly StoreGroup[]
  /** The state of the store that was seen, where it says so. */
  readonly asOf?: FeedCursor
}
/** What the store does of an aggregate. It does the whole only if it does every part exactly. */
export interface AggregateExplanation {
  readonly atoms: readonly { readonly atom: Atom; readonly grade: Grade }[]
  readonly by: readonly Share[]
  readonly measures: readonly Share[]
  /** Who reads the linked columns; absent where there are none. */
  readonly linked?: Share
  readonly whole: Share
}
type UserName = (id: UserId) => string | undefined

/** Runs an aggregate on any store: what the store does not do exactly is done here, over a scan. Errors: `storage.*`, `input.too-large`. */
export async function runAggregate(
  adapter: StorageAdapter,
  aggregate: CanonicalAggregate,
  io: IO,
  userName: UserName,
): Promise<AggregateResult> {
  const { aggregate: ops } = adapter
  if (ops !== undefined && isExact(aggregate, ops.plan(toStore(aggregate)))) {
    const result = await askStore(ops, aggregate, io)
    if (result !== undefined) return result
  }
  return tallyScan(adapter, aggregate, io, userName)
}
/** Who does what of an aggregate. */
export function explainAggregate({ aggregate: ops }: StorageAdapter, aggregate: CanonicalAggregate): AggregateExplanation {
  const offer = ops?.plan(toStore(aggregate))
  const toShare = (grade: 'exact' | 'none' | undefined): Share => (grade === 'exact' ? 'store' : 'core')
  return {
    atoms: atomsOf(aggregate.query.where).map((atom) => ({ atom, grade: offer?.grades.get(atom.atom) ?? ('none' as const) })),
    by: aggregate.by.map((_, place) => toShare(offer?.by[place])),
    measures: aggregate.measures.map((_, place) => toShare(offer?.measures[place])),
    ...(aggregate.query.linked && { linked: toShare(offer?.linked) }),
    whole: toShare(offer !== undefined && isExact(aggregate, offer) ? 'exact' : 'none'),
  }
}

function isExact({ query, by, measures }: CanonicalAggregate, offer: AggregateOffer): boolean {
  return (
    atomsOf(query.where).every(({ atom }) => offer.grades.get(atom) === 'exact') &&
    by.every((_, place) => offer.by[place] === 'exact') &&
    measures.every((_, place) => offer.measures[place] === 'exact') &&
    (query.linked === undefined || offer.linked === 'exact')
  )
}
function toStore({ query, by, measures }: CanonicalAggregate, bounds: readonly (Bounds | undefined)[] = []): StoreAggregate {
  const groupings = by.map(({ property, kind, bucket }, place) => ({
    property,
    kind,
    ...(bucket && { bounds: bounds[place]?.bounds ?? [] }),
  }))
  return { query, by: groupings, measures, most: aggregateLimits.groups }
}

// Records may come to lie outside of the bounds while these are looked for.
const attempts = 3

/** `undefined` where the periods are too many for bounds. */
async function askStore(ops: AggregateOps, aggregate: CanonicalAggregate, io: IO): Promise<AggregateResult | undefined> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const bounds = await Promise.all(aggregate.by.map((grouping) => boundsFor(ops, aggregate, grouping, io)))
    if (bounds.includes('too many')) return undefined
    const found = bounds as readonly (Bounds | undefined)[]
    const offer = ops.plan(toStore(aggregate, found))
    if (!isExact(aggregate, offer)) return undefined
    const { groups, asOf } = await ops.run(offer, io)
    io.signal.throwIfAborted()
    if (groups.length > aggregateLimits.groups) throw tooManyGroups()
    const named = nameGroups(groups, found)
    if (named !== undefined) return { groups: named, ...(asOf !== undefined && { asOf }) }
  }
  return undefined
}
async function boundsFor(
  ops: AggregateOps,
  { query }: CanonicalAggregate,
  { bucket, property, kind }: Grouping,
  io: IO,
): Promise<Bounds | undefined | 'too many'> {
  if (bucket === undefined) return undefined
  const ask = async (asked: Pick<StoreAggregate, 'by' | 'measures'>): Promise<readonly StoreGroup[] | undefined> => {
    const whole = { query, most: aggregateLimits.groups, ...asked }
    const offer = ops.plan(whole)
    return isExact(whole as CanonicalAggregate, offer) ? (await ops.run(offer, io)).groups : undefined
  }
  return findBounds({ bucket, property, kind }, ask)
}

/** Groups by the first days of their periods; `undefined` if one lies outside of the bounds. */
function nameGroups(groups: readonly StoreGroup[], bounds: readonly (Bounds | undefined)[]): readonly StoreGroup[] | undefined {
  if (bounds.every((each) => each === undefined)) return groups
  const named: StoreGroup[] = []
  for (const group of groups) {
    const key = group.key.map((value, place) => (value === null ? null : (bounds[place]?.days.get(value as number) ?? value)))
    const isInside = key.every((value, place) => value === null || bounds[place] === undefined || typeof value === 'string')
    if (!isInside) return undefined
    named.push({ ...group, key })
  }
  return named
}

async function tallyScan(
  adapter: StorageAdapter,
  { query, by, measures }: CanonicalAggregate,
  io: IO,
  userName: UserName,
): Promise<AggregateResult> {
  const tally = new Tally({ by, measures, most: aggregateLimits.groups })
  let state: FeedCursor | undefined
  for await (const { records, asOf } of scanMatches(adapter, query, io, userName)) {
    state ??= asOf
    for (const { values } of records) tally.add(values)
  }
  return { groups: tally.groups(), ...(state !== undefined && { asOf: state }) }
}
