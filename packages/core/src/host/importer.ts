import type { Access } from '../access/access.js'
import { type Asker, systemAsker } from '../access/asker.js'
import type { Instant } from '../base/clock.js'
import { TenureError } from '../errors/tenure-error.js'
import {
  beginImport,
  beginUserImport,
  type ImportBeginning,
  type ImportRecord,
  type ImportRecordPort,
  resumeImport,
} from '../jobs/import-record.js'
import type { KnownKeys } from '../records/import/import-batch.js'
import { broughtBy } from '../records/import/import-rights.js'
import type { ImportOutcome, ImportRow } from '../records/import/import-row.js'
import { type ImportOptions, importRows } from '../records/import/import-rows.js'
import type { Reader } from '../records/read-records.js'
import type { Writer } from '../records/write-records.js'
import type { ObjectTypeDefinition, SchemaDefinition } from '../schema/definition.js'
import type { ObjectTypeExtension } from '../schema/extend-schema.js'
import type { RecordId, UserId } from '../schema/value.js'
import type { Askers } from '../workspace/askers.js'

/** Takes rows of one source in (SDK-11). Ids follow from the source and the external id, so that the same row finds the same record again. */
export interface Importer {
  /** One atomic batch: wrong rows are left out and reported. */
  run(rows: readonly ImportRow[], options?: ImportBatchOptions): Promise<readonly ImportOutcome[]>
  /** Starts the run of an import, or goes on with one that was killed. Its `group` goes to each call of `run`. */
  begin(): Promise<ImportRecord>
  /**
   * Ids of the records that a key may mean, by the text of that property in small letters; `undefined` for text that several have. Only what
   * the runner may see counts.
   */
  keys(type: string, property: string): Promise<ReadonlyMap<string, RecordId | undefined>>
  /** The object types as they would be with what the source needs, as far as the runner may see them; nothing is added. Errors: `input.invalid`. */
  types(added?: readonly ObjectTypeExtension[]): SchemaDefinition
  /** Adds to object types what the source needs. Errors: `input.invalid`. */
  extend(types: readonly ObjectTypeExtension[]): Promise<void>
}

/** Imports with the rights of one user: what the user may not write is rejected. */
export interface UserImporter extends Omit<Importer, 'begin'> {
  /** Starts a run of its own. */
  begin(beginning: Omit<ImportBeginning, 'user'>): Promise<ImportRecord>
  /** Goes on with a run that a stop of the host interrupted; `undefined` where it has ended. */
  resume(run: RecordId): Promise<ImportRecord | undefined>
}
/** How one batch is imported. */
export interface ImportBatchOptions {
  /** Reports the same and stores nothing. */
  readonly dryRun?: boolean
  /** Object types and properties that a dry run takes as added. */
  readonly added?: readonly ObjectTypeExtension[]
  /** Dates it in the history, where the source knows when that was; by default it is now. */
  readonly at?: Instant
  /** Calls with one group can be undone as one. */
  readonly group?: string
  /** All files of the import: what another file said of a record counts as said by the file of the row, which was renamed then. */
  readonly files?: readonly string[]
  /** Records here that keys mean; every other key is an id of the source. */
  readonly known?: KnownKeys
}

/** What importing needs of the host. */
export interface ImporterPort extends ImportRecordPort {
  readonly access: Access
  readonly askers: Pick<Askers, 'get'>
  readonly reader: Pick<Reader, 'list'>
  readonly writer: Writer
  schema(): SchemaDefinition
  extended(extensions: readonly ObjectTypeExtension[]): SchemaDefinition
  extend(extensions: readonly ObjectTypeExtension[]): Promise<void>
}

/** An importer for one source, as the operator of the store. */
export function createImporter(port: ImporterPort, source: string): Importer {
  return { ...importing(port, source), begin: () => beginImport(port, source) }
}

/** An importer for one source, with the rights that the user has at each call. */
export function createUserImporter(port: ImporterPort, source: string, user: UserId): UserImporter {
  return {
    ...importing(port, source, user),
    begin: (beginning) => beginUserImport(port, { ...beginning, user }),
    resume: (run) => resumeImport(port, run),
  }
}

function importing(port: ImporterPort, source: string, user?: UserId): Omit<Importer, 'begin'> {
  const by: ImportOptions['by'] = user === undefined ? undefined : { user, asker: () => port.askers.get(user), access: port.access }
  return {
    run: (rows, { dryRun = false, added = [], ...when } = {}) =>
      importRows(
        {
          schema: () => (dryRun && added.length > 0 ? port.extended(added) : port.schema()),
          extend: (types) => port.extend(types),
          writer: port.writer,
          clock: port.clock,
          source,
          dryRun,
          ...(by !== undefined && { by }),
          ...when,
        },
        rows,
      ),
    keys: (type, property) => keysOf(port, by?.asker() ?? systemAsker, { type, property }),
    types: (added = []) => seenBy(by?.asker(), port.extended(added)),
    extend: (types) => {
      if (by !== undefined) demandOpen(port.schema(), types)
      return port.extend(types)
    },
  }
}

// What is hidden from a person is no property that the person can name (ACC-8), and what people do not import is no type.
function seenBy(asker: Asker | undefined, types: SchemaDefinition): SchemaDefinition {
  if (asker === undefined) return types
  const seen = (type: ObjectTypeDefinition): readonly ObjectTypeDefinition[] => {
    const brought = broughtBy(asker.principal, type)
    return brought === undefined ? [] : [{ ...type, properties: type.properties.filter(({ name }) => brought.includes(name)) }]
  }
  return new Map([...types.values()].flatMap(seen).map((type) => [type.name, type]))
}

// A file of a person adds nothing to what users and other records of the workspace are.
function demandOpen(schema: SchemaDefinition, added: readonly ObjectTypeExtension[]): void {
  const closed = added.find(({ name }) => schema.get(name)?.policy !== undefined)
  if (closed === undefined) return
  const message = `${schema.get(closed.name)?.plural ?? closed.name} take no property of a file. Leave the column out.`
  throw new TenureError('input.invalid', message, { issues: [{ path: ['objectTypes', closed.name], message }] })
}

async function keysOf(
  { reader }: ImporterPort,
  asker: Asker,
  { type, property }: { readonly type: string; readonly property: string },
): Promise<ReadonlyMap<string, RecordId | undefined>> {
  const keys = new Map<string, RecordId | undefined>()
  const { records } = await reader.list(asker, { type, select: [property], where: { test: 'is-known', property: `${type}.${property}` } })
  for (const { ref, values } of records) {
    const text = String(values[property] ?? '')
      .trim()
      .toLowerCase()
    keys.set(text, keys.has(text) ? undefined : ref.id)
  }
  return keys
}
