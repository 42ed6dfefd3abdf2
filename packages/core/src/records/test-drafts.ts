import { isTenureError } from '../errors/tenure-error.js'
import type { RecordRef, Values } from '../schema/value.js'
import type { StorageAdapter, StoredRecord } from '../storage/adapter.js'
import { Draft } from './draft.js'
import type { WriteBy, Writer } from './write-records.js'

/** A record as a batch would leave it; `new` where there was none. */
export interface Drafted {
  readonly id: string
  readonly is: 'new' | 'changed' | 'archive' | 'restore' | 'purge'
  readonly values: Values
}
/** Drafts over records, of the version 1: what each batch writes is noted, and stored nowhere; for tests. */
export function testDrafts(given: readonly (RecordRef & { readonly values: Values })[]): {
  readonly writer: Pick<Writer, 'draft'>
  readonly batches: { readonly by: WriteBy; readonly records: readonly Drafted[] }[]
} {
  const keyOf = ({ type, id }: RecordRef): string => `${type}/${id}`
  const stored = new Map(
    given.map(({ type, id, values }): [string, StoredRecord] => [keyOf({ type, id }), { ref: { type, id }, version: '1', values }]),
  )
  const read = async (refs: readonly RecordRef[]) => refs.map((ref) => stored.get(keyOf(ref)))
  const storage = { capabilities: { versions: true }, read } as unknown as StorageAdapter
  const batches: { readonly by: WriteBy; readonly records: readonly Drafted[] }[] = []
  const draft: Writer['draft'] = async (by, fill) => {
    const target = new Draft(storage, { signal: new AbortController().signal })
    try {
      await fill(target)
    } catch (error) {
      if (isTenureError(error)) return { ok: false, problem: error.problem }
      throw error
    }
    const written = target.records.filter(({ before, values, archive }) => before?.values !== values || archive !== undefined)
    batches.push({
      by,
      records: written.map(({ ref, before, values, archive }) => ({
        ...{ id: keyOf(ref), is: archive ?? (before === undefined ? 'new' : 'changed'), values },
      })),
    })
    return { ok: true, value: { records: written.map(({ ref }) => ({ ref, version: 'next' })), changed: written.length > 0 } }
  }
  return { writer: { draft }, batches }
}
