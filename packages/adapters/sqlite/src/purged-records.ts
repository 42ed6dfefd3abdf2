import type { Change, RecordRef, StoredRecord } from '@tenure/core/adapter'
import { sideTables } from '@tenure/sql'
import type { Connection } from './connection.js'

const { feed, answer, purged } = sideTables

/** Takes the values of purged records out of the feed and of kept answers, and keeps their ids taken. Returns the rows of the feed that it changed. */
export function forgetRecords(connection: Connection, refs: readonly RecordRef[]): readonly number[] {
  return refs.flatMap((ref) => {
    connection.run(`INSERT INTO ${purged} (type, id) VALUES (?, ?) ON CONFLICT DO NOTHING`, [ref.type, ref.id])
    forgetAnswers(connection, ref)
    return forgetImages(connection, ref)
  })
}

// Purging is rare, so the feed has no index by record: its rows are searched for the text of the name.
function forgetImages(connection: Connection, ref: RecordRef): readonly number[] {
  const rows = connection.all(`SELECT seq, changes FROM ${feed} WHERE instr(changes, ?) > 0`, [textOf(ref)])
  for (const [seq, changes] of rows) {
    const kept = (JSON.parse(changes as string) as readonly Change[]).map((change) => (isOf(ref)(change) ? withoutImages(change) : change))
    connection.run(`UPDATE ${feed} SET changes = ? WHERE seq = ?`, [JSON.stringify(kept), seq as number])
  }
  return rows.map(([seq]) => seq as number)
}

function forgetAnswers(connection: Connection, ref: RecordRef): void {
  const rows = connection.all(`SELECT key, result FROM ${answer} WHERE instr(result, ?) > 0`, [textOf(ref)])
  for (const [key, result] of rows) {
    const { archived = [], ...rest } = JSON.parse(result as string) as { readonly archived?: readonly StoredRecord[] }
    const kept = { ...rest, archived: archived.filter((record) => !isOf(ref)(record)) }
    connection.run(`UPDATE ${answer} SET result = ? WHERE key = ?`, [JSON.stringify(kept), key as string])
  }
}

/** What is left of a change of a purged record: that there was one. */
export function withoutImages({ before: _, after: __, ...change }: Change): Change {
  return { ...change, changed: [] }
}
function isOf({ type, id }: RecordRef): (one: { readonly ref: RecordRef }) => boolean {
  return ({ ref }) => ref.type === type && ref.id === id
}
function textOf({ type, id }: RecordRef): string {
  return JSON.stringify({ type, id })
}
