import type { Instant } from '../../base/clock.js'
import type { Issue } from '../../errors/tenure-error.js'
import type { Values } from '../../schema/value.js'

/** One record to import, with its external id. */
export interface ImportRow {
  readonly type: string
  readonly externalId: string
  readonly values: Values
  /**
   * Since when values hold, by property: history dates them from then, and a question about the past finds them. A time that is still to
   * come, or that is before the newest value of the property, rejects the row.
   */
  readonly since?: Readonly<Record<string, Instant>>
  readonly links: readonly ImportLink[]
  readonly line?: number
  /**
   * The file that says this. With it, only what the file changed since the last time is written: what a person changed is kept and noted,
   * and a link that the file no longer names is taken back. Without it, all that differs is written.
   */
  readonly file?: string
  /** Properties and associations in which the file wins over a person. */
  readonly overwrite?: readonly string[]
  /** Associations of which `links` and `later` are all that the file names. */
  readonly linked?: readonly string[]
  /** Links that the file names, to be made by another row when the other record is there. */
  readonly later?: readonly ImportLink[]
  /** This row has the links that an earlier row of the same line left for later. */
  readonly adds?: true
  /** Only records that are new, or only those that are there, are written; other rows are skipped. */
  readonly only?: 'create' | 'update'
  /** Of a record that is there, only properties without a value are written. */
  readonly gaps?: true
}
/** A link of such a record, named from its end. */
export interface ImportLink {
  readonly association: string
  readonly to: { readonly type: string; readonly externalId: string }
  readonly label?: string
  /** Without the other record the whole row is rejected. By default the row is written without the link, which is noted. */
  readonly required?: boolean
}
/** What became of a row. */
export interface ImportOutcome {
  readonly row: ImportRow
  readonly result: 'created' | 'updated' | 'unchanged' | 'rejected' | 'skipped'
  /** Why it was rejected. */
  readonly issues?: readonly Issue[]
  /** Parts of a row that were not written although the row was. */
  readonly notes?: readonly ImportNote[]
}
/** Part of a row that was not written, and why: `not-linked`, the other record does not exist; `kept`, a person changed it here. */
export interface ImportNote extends Issue {
  readonly note: 'not-linked' | 'kept'
}
/** So many characters may an id have: what is longer could be stored, and not be asked for. */
export const mostIdCharacters = 500
/** Id that a record of a source has here: the same row finds the same record again. */
export function importedId(source: string, externalId: string): string {
  return `${source}:${externalId}`
}
