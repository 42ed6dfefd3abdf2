import { TenureError } from '@tenure/core/contract'
import type { AnyRecords } from '@tenure/core/plugin'
import type { ReadNeeds, Timeline } from '@tenure/core/score'

/** Whose timelines are read, and what of them. */
export interface TimelinesOf {
  readonly type: string
  readonly needs: ReadNeeds
  readonly signal: AbortSignal
  /** Called with the number of customers as soon as it is known. */
  readonly onTotal: (total: number) => void
}

/** So many customers are read at once: reading them takes a small part of a slice. */
const atOnce = 25

/** What was recorded of every customer that the user may see, archived ones too: a customer that left is no less a customer then. */
export async function* readTimelines(records: AnyRecords, of: TimelinesOf): AsyncGenerator<readonly Timeline[]> {
  const { type, needs, signal } = of
  const properties = [...needs.properties]
  const links = Object.fromEntries([...needs.links].map(([name, names]) => [name, [...names]]))
  const counted = await Promise.all(
    [undefined, 'only' as const].map((archived) => records.list({ type, select: [], limit: 1, ...(archived && { archived }) })),
  )
  of.onTotal(counted.reduce((sum, { total }) => sum + total, 0))
  for (const archived of [undefined, 'only'] as const)
    for await (const ids of pagesOf(records, type, archived)) {
      signal.throwIfAborted()
      const pasts = await records.pasts({ type, ids, properties, links })
      signal.throwIfAborted()
      yield pasts.flatMap((past) => (past === undefined ? [] : [{ customer: past.record, links: past.links }]))
    }
}
async function* pagesOf(records: AnyRecords, type: string, archived: 'only' | undefined): AsyncGenerator<readonly string[]> {
  let after: string | undefined
  do {
    const page: Awaited<ReturnType<AnyRecords['list']>> = await records.list({
      ...{ type, select: [], limit: atOnce, count: false },
      ...(after !== undefined && { after }),
      ...(archived && { archived }),
    })
    if (page.rows.length > 0) yield page.rows.map(({ id }) => id)
    after = page.next
  } while (after !== undefined)
}

/** So many scores of customers at instants are looked at together. */
export const mostObservations = 300_000
/** Refuses what would be too much. Errors: `input.too-large`. */
export function demandFew(observations: number, most: number = mostObservations): void {
  if (observations <= most) return
  const message = `At most ${most} scores are looked at together: so many instants times so many customers. Choose fewer instants.`
  throw new TenureError('input.too-large', message, { limit: 'observations', max: most })
}
