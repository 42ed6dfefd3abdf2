import type { Instant } from '../base/clock.js'
import { beginImport, type ImportRecord, type ImportRecordPort } from '../jobs/import-record.js'
import type { ImportOutcome, ImportRow } from '../records/import/import-row.js'
import { importRows } from '../records/import/import-rows.js'
import type { Writer } from '../records/write-records.js'
import type { SchemaDefinition } from '../schema/definition.js'
import type { ObjectTypeExtension } from '../schema/extend-schema.js'

/** Takes rows of one source in (SDK-11). Ids follow from the source and the external id, so that the same row finds the same record again. */
export interface Importer {
  /**
   * One atomic batch: wrong rows are left out and reported. A dry run reports the same and stores nothing.
   * `at` dates it in the history, where the source knows when that was; by default it is now. Calls with one `group` can be undone as one.
   * `files` names all files of the import: what another file said of a record counts as said by the file of the row, which was renamed then.
   */
  run(
    rows: readonly ImportRow[],
    options?: { readonly dryRun?: boolean; readonly at?: Instant; readonly group?: string; readonly files?: readonly string[] },
  ): Promise<readonly ImportOutcome[]>
  /** Starts the run of an import, or goes on with one that was killed. Its `group` goes to each call of `run`. */
  begin(): Promise<ImportRecord>
  /** The object types as they would be with what the source needs; nothing is added. Errors: `input.invalid`. */
  types(added?: readonly ObjectTypeExtension[]): SchemaDefinition
  /** Adds to object types what the source needs. Errors: `input.invalid`. */
  extend(types: readonly ObjectTypeExtension[]): Promise<void>
}

/** What importing needs of the host. */
export interface ImporterPort extends ImportRecordPort {
  readonly writer: Writer
  schema(): SchemaDefinition
  extended(extensions: readonly ObjectTypeExtension[]): SchemaDefinition
  extend(extensions: readonly ObjectTypeExtension[]): Promise<void>
}

/** An importer for one source, as the operator of the store. */
export function createImporter(port: ImporterPort, source: string): Importer {
  return {
    run: (rows, { dryRun = false, ...when } = {}) =>
      importRows(
        {
          schema: () => port.schema(),
          extend: (types) => port.extend(types),
          writer: port.writer,
          clock: port.clock,
          source,
          dryRun,
          ...when,
        },
        rows,
      ),
    begin: () => beginImport(port, source),
    types: (added = []) => port.extended(added),
    extend: (types) => port.extend(types),
  }
}
