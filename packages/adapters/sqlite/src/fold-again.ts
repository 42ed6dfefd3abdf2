import { type StoreLayout, sideTables } from '@tenure/sql'
import type { Connection } from './connection.js'

const { meta } = sideTables
/** Raised with each change of what folding makes of a text. */
const folding = '2'

/** Folds texts again that an earlier version left with a final sigma; once for each file. */
export function foldAgain(connection: Connection, { types }: StoreLayout): void {
  if (connection.get(`SELECT 1 FROM ${meta} WHERE name = 'folding' AND value = ?`, [folding]) !== undefined) return
  connection.transact('immediate', () => {
    for (const { table, columns } of types)
      for (const { column, fold } of columns)
        if (fold !== undefined)
          connection.exec(`UPDATE "${table}" SET "${fold}" = tenure_fold("${column}") WHERE instr("${fold}", '\u03c2') > 0`)
    connection.run(`INSERT INTO ${meta} (name, value) VALUES ('folding', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, [
      folding,
    ])
  })
}
