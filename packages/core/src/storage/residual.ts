import { TenureError } from '../errors/tenure-error.js'
import type { Atom, Expression, Hop, LinkedColumn } from '../query/canonical.js'
import { compareCount, compileExpression, looksBeyond, type World } from '../query/evaluator.js'
import type { RecordRef } from '../schema/value.js'
import { sameValue } from '../schema/value-order.js'
import type { HistoryEntry, IO, StorageAdapter, StoredRecord } from './adapter.js'
import { type LinkReader, linksOf } from './link-reader.js'

/** A condition that is tested here because the store does not decide it. */
export interface ResidualOptions {
  readonly adapter: StorageAdapter
  readonly type: string
  readonly where: Expression
  readonly io: IO
  readonly links: LinkReader
}
/** Whether a record passes; at once where nothing but the record has to be looked at. */
export type Residual = (record: StoredRecord) => boolean | Promise<boolean>
type Beyond = Extract<Atom, { readonly hop: Hop }> | Extract<Atom, { readonly test: 'changed' }>

/** Makes the test of a condition; links and history are read from the store. Errors: `storage.refused`, naming the capability that it would need. */
export function compileResidual(options: ResidualOptions): Residual {
  const { type, where } = options
  if (!looksBeyond(where)) return compileNear(type, where)
  if ('test' in where) return compileBeyond(where as Beyond, options)
  if ('not' in where) {
    const inner = compileResidual({ ...options, where: where.not })
    return async (record) => !(await inner(record))
  }
  const parts = ('all' in where ? where.all : where.any).map((part) => compileResidual({ ...options, where: part }))
  return joinUntil(parts, 'any' in where)
}
// Runs until one part says `stop`: `false` decides an `all`, `true` an `any`.
function joinUntil(parts: readonly Residual[], stop: boolean): Residual {
  return async (record) => {
    for (const part of parts) if ((await part(record)) === stop) return stop
    return !stop
  }
}
function compileNear(type: string, where: Expression): Residual {
  const test = compileExpression(type, where)
  return (record) => test({ id: record.ref.id, values: record.values }, nowhere)
}
// A condition that looks only at the record never asks.
const nowhere: World = { linked: refuseToLook, changedSince: refuseToLook, userName: refuseToLook }
function refuseToLook(): never {
  throw new TenureError('internal.invariant', 'A test of only the record looked beyond it.', { invariant: 'looksBeyond' })
}

function compileBeyond(atom: Beyond, options: ResidualOptions): Residual {
  if (atom.test === 'changed') return compileChanged(atom, options)
  if (atom.test === 'first') return compileFirst(atom, options)
  const matching = countLinked(atom.hop, atom.where, options)
  if (atom.test === 'some') return async ({ ref }) => (await matching(ref, 1)) > 0
  return async ({ ref }) => compareCount(await matching(ref, Number.POSITIVE_INFINITY), atom.is, atom.than)
}
type CountUpTo = (ref: RecordRef, most: number) => Promise<number>
function countLinked(hop: Hop, where: Expression, options: ResidualOptions): CountUpTo {
  const { adapter, io } = options
  const links = linksOf(adapter)
  const inner = compileResidual({ ...options, type: hop.to, where })
  return async (ref, most) => {
    const found = await links.read(ref, hop.edge, hop.forward, io)
    const ids = new Set(found.filter(({ label }) => hop.label === undefined || (label ?? '') === hop.label).map(({ id }) => id))
    const others = await adapter.read(
      [...ids].map((id) => ({ type: hop.to, id })),
      io,
    )
    let count = 0
    for (const other of others) if (count < most && isThere(other) && (await inner(other))) count++
    return count
  }
}
function compileFirst({ hop, among, where }: Extract<Atom, { readonly test: 'first' }>, options: ResidualOptions): Residual {
  const pick = compilePick({ hop, among }, options)
  const inner = compileResidual({ ...options, type: hop.to, where })
  return async (record) => {
    const picked = await pick(record)
    return picked !== undefined && inner(picked)
  }
}
/** The record that a step picks, as the reference evaluator picks it. */
export function compilePick(
  { hop, among }: Pick<LinkedColumn, 'hop' | 'among'>,
  options: Omit<ResidualOptions, 'type' | 'where'>,
): (record: StoredRecord) => Promise<StoredRecord | undefined> {
  const passes = compileResidual({ ...options, type: hop.to, where: among })
  return async ({ ref }) => {
    for (const other of await options.links.candidates(ref, hop)) if (await passes(other)) return other
    return undefined
  }
}
function isThere(record: StoredRecord | null): record is StoredRecord {
  return record !== null && record.archivedAt === undefined
}

function compileChanged(atom: Extract<Atom, { readonly test: 'changed' }>, { adapter, io }: ResidualOptions): Residual {
  const { history, kind } = adapter
  if (history === undefined) throw refuse(kind)
  const { property, since, to } = atom
  const counts = ({ value }: HistoryEntry) => value !== null && (to === undefined || sameValue(value, to, atom.kind))
  // Newest first: it is read in larger and larger parts, until one reaches back to `since`.
  const look = async (ref: RecordRef, limit: number): Promise<boolean> => {
    const entries = await history.read(ref, [property], limit, io)
    const recent = entries.filter(({ at }) => at >= since)
    if (recent.some(counts)) return true
    return recent.length === limit && look(ref, limit * 4)
  }
  return ({ ref }) => look(ref, 16)
}
function refuse(kind: string): TenureError {
  const message = `The store ${kind} keeps no history, which this query looks at; leave that test out or use another store.`
  return new TenureError('storage.refused', message, { capability: 'history' })
}
