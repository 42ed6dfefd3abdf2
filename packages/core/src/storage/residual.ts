import { TenureError } from '../errors/tenure-error.js'
import { type Atom, type Expression, type Hop, type LinkedColumn, primaryLabel } from '../query/canonical.js'
import { compareCount, compileExpression, looksBeyond, type World } from '../query/evaluator.js'
import { sameValue } from '../schema/value-order.js'
import type { HistoryEntry, HistoryOps, IO, StorageAdapter, StoredRecord } from './adapter.js'
import { type LinkReader, linksOf } from './link-reader.js'

/** A condition that is tested here because the store does not decide it. */
export interface ResidualOptions {
  readonly adapter: StorageAdapter
  readonly type: string
  readonly where: Expression
  readonly io: IO
  readonly links: LinkReader
}
/** Those of some records that pass, in their order. All records are tested together, so each part of a condition reads once. */
export type Residual = (records: readonly StoredRecord[]) => Promise<readonly StoredRecord[]>
type Beyond = Extract<Atom, { readonly hop: Hop }> | Extract<Atom, { readonly test: 'changed' }>

/** Makes the test of a condition; links and history are read from the store. Errors: `storage.refused`, naming the capability that it would need. */
export function compileResidual(options: ResidualOptions): Residual {
  const { type, where } = options
  if (!looksBeyond(where)) {
    const passes = compileNear(type, where)
    return async (records) => records.filter(passes)
  }
  if ('test' in where) return compileBeyond(where as Beyond, options)
  if ('not' in where) return negate(compileResidual({ ...options, where: where.not }))
  const parts = nearFirst('all' in where ? where.all : where.any).map((part) => compileResidual({ ...options, where: part }))
  return 'all' in where ? joinAll(parts) : joinAny(parts)
}
/** The test of a condition that looks at nothing but the record. */
export function compileNear(type: string, where: Expression): (record: StoredRecord) => boolean {
  const test = compileExpression(type, where)
  return (record) => test({ id: record.ref.id, values: record.values }, nowhere)
}
const nowhere: World = { linked: refuseToLook, changedSince: refuseToLook, userName: refuseToLook }
function refuseToLook(): never {
  throw new TenureError('internal.invariant', 'A test of only the record looked beyond it.', { invariant: 'looksBeyond' })
}

// What costs no reading goes first, so that fewer records are left for the rest.
function nearFirst(parts: readonly Expression[]): readonly Expression[] {
  return [...parts.filter((part) => !looksBeyond(part)), ...parts.filter(looksBeyond)]
}
function negate(inner: Residual): Residual {
  return async (records) => without(records, new Set(await inner(records)))
}
function joinAll(parts: readonly Residual[]): Residual {
  return async (records) => {
    let left = records
    for (const part of parts) if (left.length > 0) left = await part(left)
    return left
  }
}
function joinAny(parts: readonly Residual[]): Residual {
  return async (records) => {
    let left = records
    for (const part of parts) if (left.length > 0) left = without(left, new Set(await part(left)))
    return without(records, new Set(left))
  }
}
function without(records: readonly StoredRecord[], gone: ReadonlySet<StoredRecord>): readonly StoredRecord[] {
  return records.filter((record) => !gone.has(record))
}

function compileBeyond(atom: Beyond, options: ResidualOptions): Residual {
  if (atom.test === 'changed') return compileChanged(atom, options)
  if (atom.test === 'first') return compileFirst(atom, options)
  const holds = atom.test === 'some' ? (count: number) => count > 0 : (count: number) => compareCount(count, atom.is, atom.than)
  return compileCount(atom, holds, options)
}
function compileCount(
  { hop, where }: Extract<Atom, { readonly test: 'some' | 'count' }>,
  holds: (count: number) => boolean,
  options: ResidualOptions,
): Residual {
  linksOf(options.adapter)
  const inner = compileResidual({ ...options, type: hop.to, where })
  return async (records) => {
    const others = await options.links.linked(refsOf(records), hop)
    const passing = new Set(await inner(distinct(others)))
    return records.filter((_, place) => holds(others[place]?.filter((other) => passing.has(other)).length ?? 0))
  }
}
function compileFirst({ hop, among, where }: Extract<Atom, { readonly test: 'first' }>, options: ResidualOptions): Residual {
  const pick = compilePick({ hop, among }, options)
  const inner = compileResidual({ ...options, type: hop.to, where })
  return async (records) => {
    const picked = await pick(records)
    const passing = new Set<StoredRecord | undefined>(await inner(distinct(picked.map((one) => one ?? []))))
    return records.filter((_, place) => passing.has(picked[place]))
  }
}
/** For each of some records, the record that a step picks, as the reference evaluator picks it. */
export function compilePick(
  { hop, among }: Pick<LinkedColumn, 'hop' | 'among'>,
  options: Omit<ResidualOptions, 'type' | 'where'>,
): (records: readonly StoredRecord[]) => Promise<readonly (StoredRecord | undefined)[]> {
  linksOf(options.adapter)
  const inner = compileResidual({ ...options, type: hop.to, where: among })
  return async (records) => {
    const refs = refsOf(records)
    const primary = await options.links.linked(refs, { ...hop, label: primaryLabel })
    const others = await options.links.linked(refs, hop)
    const passing = new Set(await inner(distinct([...primary, ...others])))
    return refs.map((_, place) => [...(primary[place] ?? []), ...(others[place] ?? [])].find((other) => passing.has(other)))
  }
}
function refsOf(records: readonly StoredRecord[]): readonly StoredRecord['ref'][] {
  return records.map(({ ref }) => ref)
}
function distinct(records: readonly (StoredRecord | readonly StoredRecord[])[]): readonly StoredRecord[] {
  return [...new Set(records.flat())]
}

function compileChanged(atom: Extract<Atom, { readonly test: 'changed' }>, { adapter, io }: ResidualOptions): Residual {
  const history = historyOf(adapter)
  const { property, since, to } = atom
  const counts = ({ value }: HistoryEntry) => value !== null && (to === undefined || sameValue(value, to, atom.kind))
  return async (records) => {
    const passed = new Set<StoredRecord>()
    // Newest first: it is read in larger and larger parts, until one reaches back to `since`.
    for (let left = records, limit = 16; left.length > 0; limit *= 4) {
      const found = await history.read(refsOf(left), [property], limit, io)
      const recent = left.map((record, place) => ({ record, entries: (found[place] ?? []).filter(({ at }) => at >= since) }))
      for (const { record, entries } of recent) if (entries.some(counts)) passed.add(record)
      left = recent.filter(({ record, entries }) => entries.length === limit && !passed.has(record)).map(({ record }) => record)
    }
    return records.filter((record) => passed.has(record))
  }
}
function historyOf({ history, kind }: StorageAdapter): HistoryOps {
  if (history !== undefined) return history
  const message = `The store ${kind} keeps no history, which this query looks at; leave that test out or use another store.`
  throw new TenureError('storage.refused', message, { capability: 'history' })
}
