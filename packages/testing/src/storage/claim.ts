import { type ChangeBatch, type FeedCursor, type IO, type StorageAdapter, TenureError } from '@tenure/core/adapter'

/** Fails the check that runs, saying what the store did instead of what it has to. */
export function fail(message: string, facts?: unknown): never {
  const text = facts === undefined ? message : `${message}\n${show(facts)}`
  throw new TenureError('internal.invariant', text, { invariant: message })
}
/** Fails unless the claim is true. */
export function claim(holds: boolean, message: string, facts?: unknown): asserts holds {
  if (!holds) fail(message, facts)
}
/** Fails unless both are the same as data: keys in any order, `undefined` as absent. */
export function same(actual: unknown, expected: unknown, message: string): void {
  if (show(actual) !== show(expected)) fail(message, { actual, expected })
}
/** The error code with which it fails; `undefined` where it does not. */
export async function codeOf(run: () => unknown): Promise<string | undefined> {
  try {
    await run()
    return undefined
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
}
/** All items of a stream that ends by itself, or the first `count` of one that does not. */
export async function collect<T>(items: AsyncIterable<T>, count = Number.POSITIVE_INFINITY): Promise<readonly T[]> {
  const found: T[] = []
  if (count === 0) return found
  for await (const item of items) {
    found.push(item)
    if (found.length >= count) break
  }
  return found
}
/** The next `count` batches of a feed; fewer if it does not deliver them in time. */
export async function follow(adapter: StorageAdapter, from: FeedCursor | 'head', count: number): Promise<readonly ChangeBatch[]> {
  const found: ChangeBatch[] = []
  const signal = AbortSignal.timeout(patienceMs)
  try {
    if (count > 0) for await (const batch of adapter.changes(from, { signal })) if (found.push(batch) >= count) break
  } catch (error) {
    if (!signal.aborted) throw error
  }
  return found
}
// Long for batches that exist already, short for a test that must fail.
const patienceMs = 2_000
/** Limits of a call that nobody ends. */
export const unlimited: IO = { signal: new AbortController().signal }

/** Data as text, the same for the same data. */
export function show(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => sortKeys(item)) ?? 'undefined'
}
function sortKeys(item: unknown): unknown {
  if (item instanceof Map) return [...item]
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return item
  return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
}
