import type { Value } from '@tenure/core/adapter'
import type { Measure, MeasureState, StoreAggregate, StoreGroup } from '@tenure/core/aggregate'
import { decoderOf, type SqlValue } from './codec.js'
import type { SqlRow } from './row-reader.js'

/** Reads the rows of an aggregate: the columns of its groupings, the number of records, one column for each measure. */
export function groupReader({ by, measures }: Pick<StoreAggregate, 'by' | 'measures'>): (row: SqlRow) => StoreGroup {
  const keys = by.map(({ kind }) => (kind === 'multi_enumeration' ? undefined : decoderOf(kind)))
  const reads = measures.map(toRead)
  return (row) => ({
    key: keys.map((decode, place) => readKey(row[place] ?? null, decode)),
    count: Number(row[keys.length]),
    measures: reads.map((read, place) => read(row[keys.length + 1 + place] ?? null)),
  })
}
/** Reads the one text that has all groups: of each its key as it is stored, the number of records, and what was found of each measure. */
export function gatheredReader({ by }: Pick<StoreAggregate, 'by'>): (rows: readonly SqlRow[]) => readonly StoreGroup[] {
  const keys = by.map(({ kind }) => (kind === 'multi_enumeration' ? undefined : decoderOf(kind)))
  return ([row]) => {
    const groups = JSON.parse(String(row?.[0] ?? '[]')) as readonly GatheredGroup[]
    return groups.map(([key, count, measures]) => ({ key: key.map((stored, place) => readKey(stored, keys[place])), count, measures }))
  }
}
/** One group as the function of a database gathered it. */
export type GatheredGroup = readonly [key: readonly SqlValue[], count: number, measures: readonly MeasureState[]]

function readKey(stored: SqlValue, decode: ((stored: SqlValue) => Value) | undefined): Value {
  if (decode !== undefined) return decode(stored)
  return stored === 0 ? 0 : stored
}

function toRead({ measure, kind }: Measure): (stored: SqlValue) => MeasureState {
  if (measure === 'distinct') return Number
  if (measure === 'sum' || measure === 'average' || kind === 'money') return (stored) => JSON.parse(String(stored ?? '[]')) as MeasureState
  return (stored) => (stored === null ? [] : [stored === 0 ? 0 : stored])
}
