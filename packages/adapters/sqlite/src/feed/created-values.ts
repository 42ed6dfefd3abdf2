import type { RecordRef, Value, Values } from '@tenure/core/adapter'
import { creationRow, sideTables } from '@tenure/sql'
import type { Connection } from '../connection.js'

const sql = `SELECT property, value FROM ${sideTables.history} WHERE type = ? AND id = ? AND version = 1`

/** What a record was created with, by its history: one row with all values, and rows of their own for what is not in it. Nothing where it was purged. */
export function createdValues(connection: Connection, { type, id }: RecordRef): Values | undefined {
  const rows = connection.all(sql, [type, id])
  if (rows.length === 0) return undefined
  return Object.fromEntries(rows.flatMap(([property, value]) => valuesIn(property as string, JSON.parse(value as string) as Value)))
}

function valuesIn(property: string, value: Value): readonly (readonly [string, Value])[] {
  return property === creationRow ? Object.entries(value as Values) : [[property, value]]
}
