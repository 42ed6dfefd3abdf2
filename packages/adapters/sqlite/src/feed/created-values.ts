import type { RecordRef, Value, Values } from '@tenure/core/adapter'
import { creationRow, sideTables } from '@tenure/sql'
import type { Connection } from '../connection.js'
import { firstValues } from '../history.js'

const sql = `SELECT property, value FROM ${sideTables.history} WHERE type = ? AND id = ? AND version = 1`

/**
 * What a record was created with, by its history: one row, which refers to the record or has values, and rows of their own for what is not in
 * it. `now`: what the record has now. Nothing where it was purged.
 */
export function createdValues(connection: Connection, ref: RecordRef, now: () => Values): Values | undefined {
  const rows = connection.all(sql, [ref.type, ref.id])
  if (rows.length === 0) return undefined
  return Object.fromEntries(
    rows.flatMap(([property, value]): readonly (readonly [string, Value])[] => {
      if (property !== creationRow) return [[property as string, JSON.parse(value as string) as Value]]
      return Object.entries(
        value === null ? firstValues(connection, { ref, properties: undefined, now }) : (JSON.parse(value as string) as Values),
      ) as [string, Value][]
    }),
  )
}
