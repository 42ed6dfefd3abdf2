import { auditType } from '../../access/audit/audit-entry.js'
import { importedProperty, isInternal } from '../../access/internal-property.js'
import { systemPrincipal } from '../../access/principal.js'
import { explainRefusal, pathOfRefusal, refusalsOf, type StageMove } from '../../access/stage/stage-move.js'
import type { Instant } from '../../base/clock.js'
import type { Issue } from '../../errors/tenure-error.js'
import type { ObjectTypeDefinition, SchemaDefinition } from '../../schema/definition.js'
import type { RecordRef, Value, Values } from '../../schema/value.js'
import type { Draft, DraftRecord } from '../draft.js'
import { canonicalValues, changedValues, validateValues } from '../validate.js'
import { checkDates, datesOf, happenedAt } from './dated-values.js'
import { ImportLinks, type LinkingRow } from './import-links.js'
import { hasMark, type Marks, type Remembered, recall, remember, sameMarks, valueMark } from './import-memory.js'
import { archivedNote, keptText } from './import-note.js'
import type { ImportRights } from './import-rights.js'
import { type ImportLink, type ImportNote, type ImportOutcome, type ImportRow, importedId, mostIdCharacters } from './import-row.js'

/** Properties of the core that an import may bring along. */
const importable = ['createdAt']

interface Taken {
  readonly row: ImportRow
  readonly type: ObjectTypeDefinition
  readonly record: DraftRecord
  /** What the row gives, in normal form. */
  readonly values: Values
  readonly memory: Remembered
  readonly notes: ImportNote[]
  result: 'created' | 'updated' | 'unchanged'
}
interface Linking extends Taken, LinkingRow {}
type TakenRow = Taken | { readonly row: ImportRow; readonly record?: undefined; readonly outcome: ImportOutcome }
/** Where rows come from: their source, and the files that are imported with this one. */
export interface ImportOrigin {
  readonly source: string
  readonly files: readonly string[]
  readonly now: Instant
  /** Whose rights limit it; without, it is the work of the operator. */
  readonly rights?: ImportRights | undefined
  /** Records that keys mean here; every other key is an id of the source. */
  readonly known?: KnownKeys | undefined
}
/** The id of the record that a key means, if one is known for it. */
export type KnownKeys = (type: string, externalId: string) => string | undefined

/** Takes rows into one draft. Each is compared with what its file said the last time and with what the record says now. */
export class ImportBatch {
  readonly #schema: SchemaDefinition
  readonly #origin: ImportOrigin
  readonly #draft: Draft
  readonly #links: ImportLinks
  readonly #types = new Map<string, ObjectTypeDefinition>()

  constructor(schema: SchemaDefinition, origin: ImportOrigin, draft: Draft) {
    this.#schema = schema
    this.#origin = origin
    this.#draft = draft
    this.#links = new ImportLinks({ schema, draft, rights: origin.rights, ref: (type, externalId) => this.#ref(type, externalId) })
  }

  async take(rows: readonly ImportRow[]): Promise<readonly ImportOutcome[]> {
    await this.#draft.load(
      rows.flatMap((row) => [this.#ref(row.type, row.externalId), ...row.links.map(({ to }) => this.#ref(to.type, to.externalId))]),
    )
    const taken: TakenRow[] = []
    for (const row of rows) taken.push(await this.#takeValues(row))
    while (this.#rejectUnlinked(taken));
    const linking = taken.map((each) => (each.record === undefined ? each : this.#withLinks(each)))
    await this.#links.load(linking.flatMap((each) => (each.record === undefined ? [] : each)))
    const outcomes: ImportOutcome[] = []
    for (const each of linking) outcomes.push(each.record === undefined ? each.outcome : await this.#finish(each))
    return outcomes
  }

  async #takeValues(row: ImportRow): Promise<TakenRow> {
    const type = this.#schema.get(row.type)
    if (type === undefined) return rejected(row, [{ path: ['type'], message: `There is no object type ${row.type}.` }])
    if (type.name === auditType) return rejected(row, [{ path: ['type'], message: 'The audit cannot be imported.' }])
    if (row.externalId === '') return rejected(row, [{ path: ['externalId'], message: 'The external id is empty.' }])
    const ref = this.#ref(row.type, row.externalId)
    if (ref.id.length > mostIdCharacters) return rejected(row, [tooLong(ref.id)])
    const known = this.#draft.find(ref)
    if (row.only !== undefined && (row.only === 'create') === (known !== undefined)) return { row, outcome: { row, result: 'skipped' } }
    const values = canonicalValues(type, row.values)
    const refusal = this.#origin.rights?.refusal(type, Object.keys(values))
    if (refusal !== undefined) return rejected(row, [refusal])
    const issues = validateValues(this.#importable(type), values, { before: known?.values ?? {} })
    if (issues.length > 0) return rejected(row, issues)
    const memory = recall(known?.values, row.file ?? '', this.#origin.files)
    const notes: ImportNote[] = []
    if (known === undefined) return this.#create(type, row, values, memory)
    if (known.archived) return { row, outcome: { row, result: 'unchanged', notes: [archivedNote(type)] } }
    const taken: Taken = { row, type, record: known, values, memory, notes, result: 'unchanged' }
    const differing = await this.#changes(taken, values)
    const dated = await checkDates(this.#draft, { row, type, record: known, values: differing, now: this.#origin.now })
    if ('issues' in dated) return rejected(row, dated.issues)
    const changed = dated.values
    if (Object.keys(changed).length === 0) return taken
    const after = { ...known.values, ...changed }
    const denied = this.#origin.rights?.refusalOf(type, known, after)
    const refused = denied ?? this.#refusedMove(type, known, { before: known.values, after })
    if (refused !== undefined) return rejected(row, [refused])
    known.values = after
    if (row.since !== undefined || known.since !== undefined) known.since = datesOf(known, row, changed)
    return { ...taken, result: 'updated' }
  }

  async #create(type: ObjectTypeDefinition, row: ImportRow, values: Values, memory: Remembered): Promise<TakenRow> {
    const { now } = this.#origin
    const dated = await checkDates(this.#draft, { row, type, record: undefined, values, now })
    if ('issues' in dated) return rejected(row, dated.issues)
    const record = this.#draft.create(this.#ref(row.type, row.externalId), values)
    const denied =
      this.#origin.rights?.refusalOf(type, record, values) ?? this.#refusedMove(type, record, { before: undefined, after: values })
    if (denied !== undefined) {
      this.#draft.forget(record)
      return rejected(row, [denied])
    }
    const at = happenedAt(type, values, now)
    if (row.since !== undefined) record.since = datesOf(record, row, values)
    if (at !== undefined) record.happenedAt = at
    return { row, type, record, values, memory, notes: [], result: 'created' }
  }

  // The operator of a store may leave the rules of a pipeline as a super admin may.
  #refusedMove(type: ObjectTypeDefinition, record: DraftRecord, move: StageMove): Issue | undefined {
    const { rights } = this.#origin
    const [refusal] = refusalsOf(type, move, rights?.who ?? systemPrincipal)
    if (refusal === undefined) return undefined
    if (rights !== undefined && !rights.who.superAdmin)
      return { path: [pathOfRefusal(refusal)], message: explainRefusal(type, move.after, refusal) }
    record.passedRules = true
    return undefined
  }

  /** The values to write: those that the file changed, and nobody else. The others that differ are kept, and noted if a person set them. */
  async #changes(taken: Taken, values: Values): Promise<Values> {
    const { type, record, notes } = taken
    const differing = Object.entries(changedValues(type, values, record.values))
    const written: Record<string, Value> = {}
    for (const [property, value] of differing) if (await this.#isWritten(taken, property, value)) written[property] = value
    // A stage belongs to its pipeline: they are kept together.
    if (notes.some(({ path }) => path[0] === 'stage' || path[0] === 'pipeline')) {
      delete written['stage']
      delete written['pipeline']
    }
    return written
  }

  async #isWritten({ row, type, record, memory, notes }: Taken, property: string, value: Value): Promise<boolean> {
    const now = record.values[property] ?? null
    if (row.gaps && now !== null) return false
    const [mark, markNow] = [valueMark(property, value), valueMark(property, now)]
    if (row.file === undefined || row.overwrite?.includes(property)) return true
    const isOld = mark !== '' && hasMark(memory.own, mark)
    const isOurs = now !== null && hasMark(memory.own, markNow)
    if (!isOld && isOurs) return true
    const isOfOther = now !== null && hasMark(memory.others, markNow)
    if (isOfOther) return !isOld && value !== null
    if (await this.#isOfPerson(record, property)) {
      notes.push({ note: 'kept', path: [property], message: keptText(type, property, now, value) })
      return false
    }
    // No person set it: an import of an earlier version did, which remembered nothing, or nobody.
    return !isOld && (value !== null || memory.own === undefined)
  }

  async #isOfPerson(record: DraftRecord, property: string): Promise<boolean> {
    const source = (await this.#draft.lastChange(record, property))?.actor.source
    return source !== undefined && source !== 'import' && source !== 'system'
  }

  // Other rows may need a row that is left out, so this repeats until no more are left out.
  #rejectUnlinked(taken: TakenRow[]): boolean {
    let isAnyRejected = false
    for (const [index, each] of taken.entries()) {
      if (each.record === undefined) continue
      const { row, type } = each
      const issues = row.links.flatMap((link) => this.#linkIssues(row, type, link))
      if (issues.length === 0) continue
      this.#draft.forget(each.record)
      taken[index] = rejected(each.row, issues)
      isAnyRejected = true
    }
    return isAnyRejected
  }

  #linkIssues(row: ImportRow, type: ObjectTypeDefinition, link: ImportLink): readonly Issue[] {
    const { association: name, to, required } = link
    const association = type.associations.find((candidate) => candidate.name === name)
    if (association === undefined) return [{ path: [name], message: `${type.label} has no association ${name}.` }]
    if (association.to !== to.type)
      return [{ path: [name], message: `${association.label} leads to ${association.to}, not to ${to.type}.` }]
    const fault = required ? this.#links.fault(row, link) : undefined
    return fault === undefined ? [] : [fault]
  }

  /** Its links that find something; the others are noted. */
  #withLinks(taken: Taken): Linking {
    const { row, notes } = taken
    const links = row.links.filter((link) => {
      const fault = this.#links.fault(row, link)
      if (fault !== undefined) notes.push({ ...fault, note: 'not-linked' })
      return fault === undefined
    })
    return { ...taken, links }
  }

  async #finish(linking: Linking): Promise<ImportOutcome> {
    const { row, record, memory, notes } = linking
    const { isChanged, marks } = await this.#links.take(linking)
    if (row.file !== undefined) {
      const said = saidBy(linking, marks)
      const isNew = memory.own !== undefined || isChanged || linking.result !== 'unchanged'
      if (isNew && !sameMarks(memory.own, said)) record.values = { ...record.values, [importedProperty]: remember(memory, row.file, said) }
    }
    const result = isChanged && linking.result === 'unchanged' ? 'updated' : linking.result
    return { row, result, ...(notes.length > 0 && { notes }) }
  }

  #ref(type: string, externalId: string): RecordRef {
    const id = this.#origin.known?.(type, externalId) ?? importedId(this.#origin.source, externalId)
    return this.#draft.resolve({ type, id })
  }

  #importable(type: ObjectTypeDefinition): ObjectTypeDefinition {
    const known = this.#types.get(type.name) ?? withImportable(type)
    this.#types.set(type.name, known)
    return known
  }
}

function withImportable(type: ObjectTypeDefinition): ObjectTypeDefinition {
  return {
    ...type,
    properties: type.properties
      .filter(({ name }) => !isInternal(name))
      .map(({ computed, ...rest }) => (computed && !importable.includes(rest.name) ? { ...rest, computed } : rest)),
  }
}
function tooLong({ length }: string): Issue {
  const message = `The key makes an id of ${length} characters; at most ${mostIdCharacters} are possible. Choose a shorter key.`
  return { path: ['externalId'], message }
}
// The second row of a line adds its links to what the first one said.
function saidBy({ row: { adds }, values, memory: { own = '' } }: Linking, links: readonly Marks[]): Marks {
  if (adds) return own + [...new Set(links)].filter((mark) => !hasMark(own, mark)).join('')
  const fromValues = Object.entries(values).map(([property, value]) => valueMark(property, value ?? null))
  return [...new Set([...fromValues, ...links])].join('')
}
function rejected(row: ImportRow, issues: readonly Issue[]): TakenRow {
  return { row, outcome: { row, result: 'rejected', issues } }
}
