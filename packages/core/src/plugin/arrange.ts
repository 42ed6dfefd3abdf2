import type { Place } from '../contract/tab.js'

/** A contribution that is ordered among others. */
export interface Placed {
  readonly id: string
  readonly order?: Place
}
/**
 * Orders contributions, independently of the order they came in: first those that the operator names, in that order; then the rest by
 * group, neighbours, rank and id. Wishes that cannot be met (an unknown neighbour, a circle) go to `report` and are ignored.
 */
export function arrange<T extends Placed>(
  items: readonly T[],
  operator: readonly string[] = [],
  report: (message: string) => void = () => undefined,
): readonly T[] {
  const byGroup = [...new Set(items.map(groupOf))].sort(compareGroups).flatMap((group) =>
    arrangeGroup(
      items.filter((item) => groupOf(item) === group),
      report,
    ),
  )
  const named = operator.flatMap((id) => byGroup.filter((item) => item.id === id))
  return [...named, ...byGroup.filter((item) => !named.includes(item))]
}

function arrangeGroup<T extends Placed>(items: readonly T[], report: (message: string) => void): readonly T[] {
  const waitsFor = neighbours(items, report)
  const left = [...items].sort(byRank)
  const done: T[] = []
  while (left.length > 0) {
    const free = left.findIndex(({ id }) => ![...(waitsFor.get(id) ?? [])].some((other) => left.some((item) => item.id === other)))
    if (free < 0) report(`The places of ${left.map(({ id }) => id).join(', ')} form a circle.`)
    done.push(...left.splice(Math.max(free, 0), 1))
  }
  return done
}
function neighbours(items: readonly Placed[], report: (message: string) => void): ReadonlyMap<string, ReadonlySet<string>> {
  const waitsFor = new Map(items.map(({ id }) => [id, new Set<string>()]))
  const add = (later: string, earlier: string, by: string): void => {
    const known = waitsFor.has(earlier) && waitsFor.has(later)
    if (known) waitsFor.get(later)?.add(earlier)
    else report(`${by} wants its place beside ${by === later ? earlier : later}, which is not in its group.`)
  }
  for (const { id, order } of items) {
    if (order?.after !== undefined) add(id, order.after, id)
    if (order?.before !== undefined) add(order.before, id, id)
  }
  return waitsFor
}
// Items without a group come after those with one, so they do not push to the front.
function compareGroups(a: string, b: string): number {
  if (a === '' || b === '') return Number(a === '') - Number(b === '')
  return Number(a > b) - Number(a < b)
}
function groupOf({ order }: Placed): string {
  return order?.group ?? ''
}
function byRank(a: Placed, b: Placed): number {
  const byNumber = (a.order?.rank ?? 0) - (b.order?.rank ?? 0)
  return byNumber === 0 ? Number(a.id > b.id) - Number(a.id < b.id) : byNumber
}
