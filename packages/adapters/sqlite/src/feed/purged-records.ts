import type { RecordRef, StoredRecord } from '@tenure/core/adapter'
import { sideTables } from '@tenure/sql'
import type { Connection } from '../connection.js'
import { namesOf, withoutRecord } from './feed-row.js'

const { feed, answer, purged } = sideTables

/** Takes the values of purged records out of the feed and of kept answers, and keeps their ids taken. Returns the rows of the feed that name them. */
export function forgetRecords(connection: Connection, refs: readonly RecordRef[]): readonly number[] {
  return refs.flatMap((ref) => {
    connection.run(`INSERT INTO ${purged} (type, id) VALUES (?, ?) ON CONFLICT DO NOTHING`, [ref.type, ref.id])
    forgetAnswers(connection, ref)
    return forgetImages(connection, ref)
  })
}

// Purging is rare, so the feed has no index by record: its rows are searched for the text of the name.
function forgetImages(connection: Connection, ref: RecordRef): readonly number[] {
  const rows = connection.all(`SELECT seq, changes FROM ${feed} WHERE instr(changes, ?) > 0 OR instr(changes, ?) > 0`, namesOf(ref))
  for (const [seq, changes] of rows)
    connection.run(`UPDATE ${feed} SET changes = ? WHERE seq = ?`, [withoutRecord(changes as string, ref), seq as number])
  return rows.map(([seq]) => seq as number)
}

function forgetAnswers(connection: Connection, ref: RecordRef): void {
  const rows = connection.all(`SELECT key, result FROM ${answer} WHERE instr(result, ?) > 0`, [namesOf(ref)[0]])
  for (const [key, result] of rows) {
    const { archived = [], ...rest } = JSON.parse(result as string) as { readonly archived?: readonly StoredRecord[] }
    const kept = { ...rest, archived: archived.filter((record) => record.ref.type !== ref.type || record.ref.id !== ref.id) }
    connection.run(`UPDATE ${answer} SET result = ? WHERE key = ?`, [JSON.stringify(kept), key as string])
  }
}
