import type { Access } from '../../access/access.js'
import { type Asker, systemAsker } from '../../access/asker.js'
import { importedProperty } from '../../access/internal-property.js'
import type { Clock, Instant } from '../../base/clock.js'
import { getValue } from '../../base/outcome.js'
import type { SchemaDefinition } from '../../schema/definition.js'
import type { ObjectTypeExtension } from '../../schema/extend-schema.js'
import type { UserId } from '../../schema/value.js'
import type { Draft } from '../draft.js'
import type { WriteBy, Writer } from '../write-records.js'
import { ImportBatch, type KnownKeys } from './import-batch.js'
import { rightsOf } from './import-rights.js'
import type { ImportOutcome, ImportRow } from './import-row.js'

/** What importing needs of the core. */
export interface ImportOptions {
  readonly schema: () => SchemaDefinition
  readonly extend: (extensions: readonly ObjectTypeExtension[]) => Promise<void>
  readonly writer: Writer
  readonly clock: Pick<Clock, 'now'>
  readonly source: string
  /** All files of the import; what a file said that is not among them counts as said by the file of the row. */
  readonly files?: readonly string[]
  readonly dryRun: boolean
  readonly at?: Instant
  readonly group?: string
  /** The user whose rights limit the import, and who it is of in the history. */
  readonly by?: { readonly user: UserId; readonly asker: () => Asker; readonly access: Access }
  readonly known?: KnownKeys | undefined
}

/**
 * Takes rows in as one atomic batch; a row that is not right is left out and named, the others are stored. Repeating it changes
 * nothing. A row only adds and replaces what it names: values and links that it does not mention stay.
 */
export async function importRows(
  { schema, extend, writer, clock, source, files = [], dryRun, at, group, by: runner, known }: ImportOptions,
  rows: readonly ImportRow[],
): Promise<readonly ImportOutcome[]> {
  const lacking = dryRun ? [] : withoutMemory(schema(), rows)
  if (lacking.length > 0) await extend(lacking)
  let outcomes: readonly ImportOutcome[] = []
  const by: WriteBy = {
    asker: runner?.asker() ?? systemAsker,
    actor: { source: 'import', ...(runner !== undefined && { user: runner.user }) },
    ...(at !== undefined && { at }),
    ...(group !== undefined && { group }),
  }
  const fill = async (draft: Draft): Promise<void> => {
    const rights = runner && rightsOf(runner.access, runner.asker())
    outcomes = await new ImportBatch(schema(), { source, files, now: at ?? clock.now(), rights, known }, draft).take(rows)
    if (dryRun) throw new DryRun()
  }
  try {
    getValue(await writer.draft(by, fill))
  } catch (error) {
    if (!(error instanceof DryRun)) throw error
  }
  return outcomes
}

class DryRun extends Error {}

// Where a type keeps what its files said.
function withoutMemory(schema: SchemaDefinition, rows: readonly ImportRow[]): readonly ObjectTypeExtension[] {
  const names = new Set(rows.filter(({ file }) => file !== undefined).map(({ type }) => type))
  const lacking = [...names].filter((name) => schema.get(name)?.properties.every((property) => property.name !== importedProperty))
  return lacking.map((name) => ({ name, properties: [{ name: importedProperty, kind: 'json', label: 'Imported' }] }))
}
