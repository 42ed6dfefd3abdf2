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
function readKey(stored: SqlValue, decode: ((stored: SqlValue) => Value) | undefined): Value {
  if (decode !== undefined) return decode(stored)
  return stored === 0 ? 0 : stored
}

function toRead({ measure, kind }: Measure): (stored: SqlValue) => MeasureState {
  if (measure === 'distinct') return Number
  if (measure === 'sum' || measure === 'average' || kind === 'money') return (stored) => JSON.parse(String(stored ?? '[]')) as MeasureState
  return (stored) => (stored === null ? [] : [stored === 0 ? 0 : stored])
}
