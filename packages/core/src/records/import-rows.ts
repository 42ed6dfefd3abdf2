import { systemAsker } from '../access/asker.js'
import type { Instant } from '../base/clock.js'
import { getValue } from '../base/outcome.js'
import type { Issue } from '../errors/tenure-error.js'
import type { AssociationDefinition, ObjectTypeDefinition, SchemaDefinition } from '../schema/definition.js'
import type { RecordRef, Values } from '../schema/value.js'
import type { Draft, DraftRecord, LinkPlace } from './draft.js'
import { canonicalValues, changedValues, validateValues } from './validate.js'
import type { WriteBy, Writer } from './write-records.js'

/** One record to import, with its external id. */
export interface ImportRow {
  readonly type: string
  readonly externalId: string
  readonly values: Values
  readonly links: readonly ImportLink[]
  readonly line?: number
  readonly file?: string
  /** Only records that are new, or only those that are there, are written; other rows are skipped. */
  readonly only?: 'create' | 'update'
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
/** Part of a row that was not written, and why: `not-linked`, the other record does not exist. */
export interface ImportNote extends Issue {
  readonly note: 'not-linked'
}
/** What importing needs of the core. */
export interface ImportOptions {
  readonly schema: () => SchemaDefinition
  readonly writer: Writer
  readonly source: string
  readonly dryRun: boolean
  readonly at?: Instant
  readonly group?: string
}

/** Properties of the core that an import may bring along. */
const importable = ['createdAt']

/** Id that a record of a source has here: the same row finds the same record again. */
export function importedId(source: string, externalId: string): string {
  return `${source}:${externalId}`
}

/**
 * Takes rows in as one atomic batch; a row that is not right is left out and named, the others are stored. Repeating it changes
 * nothing. A row only adds and replaces what it names: values and links that it does not mention stay.
 */
export async function importRows(
  { schema, writer, source, dryRun, at, group }: ImportOptions,
  rows: readonly ImportRow[],
): Promise<readonly ImportOutcome[]> {
  let outcomes: readonly ImportOutcome[] = []
  const by: WriteBy = {
    asker: systemAsker,
    actor: { source: 'import' },
    ...(at !== undefined && { at }),
    ...(group !== undefined && { group }),
  }
  const fill = async (draft: Draft): Promise<void> => {
    outcomes = await new ImportBatch(schema(), source, draft).take(rows)
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

type TakenRow =
  | {
      readonly row: ImportRow
      readonly type: ObjectTypeDefinition
      readonly record: DraftRecord
      readonly result: 'created' | 'updated' | 'unchanged'
    }
  | { readonly row: ImportRow; readonly record?: undefined; readonly issues: readonly Issue[] | 'skipped' }

class ImportBatch {
  readonly #schema: SchemaDefinition
  readonly #source: string
  readonly #draft: Draft

  constructor(schema: SchemaDefinition, source: string, draft: Draft) {
    this.#schema = schema
    this.#source = source
    this.#draft = draft
  }

  async take(rows: readonly ImportRow[]): Promise<readonly ImportOutcome[]> {
    await this.#draft.load(
      rows.flatMap((row) => [this.#ref(row.type, row.externalId), ...row.links.map(({ to }) => this.#ref(to.type, to.externalId))]),
    )
    const taken = rows.map((row) => this.#takeValues(row))
    while (this.#rejectUnlinked(taken));
    await this.#draft.loadLinks(taken.flatMap((each) => this.#linkPlaces(each)))
    const outcomes: ImportOutcome[] = []
    for (const each of taken) outcomes.push(await this.#finish(each))
    return outcomes
  }

  #takeValues(row: ImportRow): TakenRow {
    const type = this.#schema.get(row.type)
    if (type === undefined) return { row, issues: [{ path: ['type'], message: `There is no object type ${row.type}.` }] }
    if (row.externalId === '') return { row, issues: [{ path: ['externalId'], message: 'The external id is empty.' }] }
    const ref = this.#ref(row.type, row.externalId)
    const known = this.#draft.find(ref)
    if (row.only !== undefined && (row.only === 'create') === (known !== undefined)) return { row, issues: 'skipped' }
    const values = canonicalValues(type, row.values)
    const issues = validateValues(withImportable(type), values, known?.values ?? {})
    if (issues.length > 0) return { row, issues }
    if (known === undefined) return { row, type, record: this.#draft.create(ref, values), result: 'created' }
    const changed = changedValues(type, values, known.values)
    if (Object.keys(changed).length === 0) return { row, type, record: known, result: 'unchanged' }
    known.values = { ...known.values, ...changed }
    return { row, type, record: known, result: 'updated' }
  }

  // Other rows may link to a row that is left out, so this repeats until no more are left out.
  #rejectUnlinked(taken: TakenRow[]): boolean {
    let isAnyRejected = false
    for (const [index, each] of taken.entries()) {
      if (each.record === undefined) continue
      const issues = each.row.links.flatMap((link) => this.#linkIssues(each.type, link))
      if (issues.length === 0) continue
      this.#draft.forget(each.record)
      taken[index] = { row: each.row, issues }
      isAnyRejected = true
    }
    return isAnyRejected
  }

  #linkPlaces({ row, record }: TakenRow): readonly LinkPlace[] {
    if (record === undefined) return []
    const ends = this.#schema.get(row.type)?.associations ?? []
    return row.links.flatMap(({ association, to }) =>
      ends
        .filter(({ name }) => name === association)
        .flatMap((end) => [
          { ref: record.ref, end },
          { ref: this.#ref(to.type, to.externalId), end: { edge: end.edge, forward: !end.forward } },
        ]),
    )
  }

  async #finish(taken: TakenRow): Promise<ImportOutcome> {
    const { row } = taken
    if (taken.record === undefined)
      return taken.issues === 'skipped' ? { row, result: 'skipped' } : { row, result: 'rejected', issues: taken.issues }
    let isLinked = false
    const notes: ImportNote[] = []
    for (const link of row.links) {
      if (this.#isThere(link)) isLinked = (await this.#link(taken.type, taken.record, link)) || isLinked
      else notes.push({ ...missingIssue(link), note: 'not-linked' })
    }
    const result = isLinked && taken.result === 'unchanged' ? 'updated' : taken.result
    return { row, result, ...(notes.length > 0 && { notes }) }
  }

  #linkIssues(type: ObjectTypeDefinition, link: ImportLink): readonly Issue[] {
    const { association: name, to, required } = link
    const association = type.associations.find((candidate) => candidate.name === name)
    if (association === undefined) return [{ path: [name], message: `${type.label} has no association ${name}.` }]
    if (association.to !== to.type)
      return [{ path: [name], message: `${association.label} leads to ${association.to}, not to ${to.type}.` }]
    return !required || this.#isThere(link) ? [] : [missingIssue(link)]
  }

  #isThere({ to }: ImportLink): boolean {
    return this.#draft.find(this.#ref(to.type, to.externalId)) !== undefined
  }

  async #link(type: ObjectTypeDefinition, record: DraftRecord, { association: name, to, label }: ImportLink): Promise<boolean> {
    const association = type.associations.find((candidate) => candidate.name === name) as AssociationDefinition
    const other = this.#ref(to.type, to.externalId)
    if ((await this.#draft.linked(record.ref, association)).includes(other.id)) return false
    const inverse = this.#schema
      .get(association.to)
      ?.associations.find((end) => end.edge === association.edge && end.forward !== association.forward)
    await this.#draft.link(association, record.ref, other, label, inverse)
    return true
  }

  #ref(type: string, externalId: string): RecordRef {
    return this.#draft.resolve({ type, id: importedId(this.#source, externalId) })
  }
}

function missingIssue({ association, to }: ImportLink): Issue {
  return { path: [association], message: `There is no ${to.type} with the key ${to.externalId}.` }
}

function withImportable(type: ObjectTypeDefinition): ObjectTypeDefinition {
  return {
    ...type,
    properties: type.properties.map(({ computed, ...rest }) =>
      computed && !importable.includes(rest.name) ? { ...rest, computed } : rest,
    ),
  }
}
