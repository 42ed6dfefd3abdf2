import { type ImportOutcome, type ImportRow, importRows } from '../records/import-rows.js'
import type { ObjectTypeExtension } from '../schema/extend-schema.js'
import type { Kernel } from './kernel.js'

/** Takes rows of one source in (SDK-11). Ids follow from the source and the external id, so that the same row finds the same record again. */
export interface Importer {
  /** One atomic batch: rows that are not right are left out and named. A dry run tells the same and stores nothing. */
  run(rows: readonly ImportRow[], options?: { readonly dryRun?: boolean }): Promise<readonly ImportOutcome[]>
  /** Adds to object types what the source needs. Errors: `input.invalid`. */
  extend(types: readonly ObjectTypeExtension[]): Promise<void>
}

/** An importer for one source, on behalf of whoever runs the store. */
export function createImporter(kernel: Kernel, source: string): Importer {
  return {
    run: (rows, { dryRun = false } = {}) => importRows({ schema: kernel.schema, writer: kernel.writer, source, dryRun }, rows),
    extend: (types) => kernel.extend(types),
  }
}
