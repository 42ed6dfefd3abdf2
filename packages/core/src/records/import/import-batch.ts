import { auditType } from '../../access/audit/audit-entry.js'
import { importedProperty, isInternal } from '../../access/internal-property.js'
import { systemPrincipal } from '../../access/principal.js'
import { explainRefusal, pathOfRefusal, refusalsOf, type StageMove } from '../../access/stage/stage-move.js'
import type { Instant } from '../../base/clock.js'
import type { Issue } from '../../errors/tenure-error.js'
import type { AssociationDefinition, ObjectTypeDefinition, SchemaDefinition } from '../../schema/definition.js'
import type { RecordRef, Value, Values } from '../../schema/value.js'
import type { Draft, DraftRecord, LinkPlace } from '../draft.js'
import { canonicalValues, changedValues, validateValues } from '../validate.js'
import { checkDates, datesOf, happenedAt } from './dated-values.js'
import { hasMark, linkMark, type Marks, type Remembered, recall, remember, sameMarks, valueMark } from './import-memory.js'
import { archivedNote, keptLinkText, keptText, missingIssue, selfIssue } from './import-note.js'
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
/** The same with what the line says: the links that find something, the marks, and the ends to look at. */
interface Heard extends Taken {
  readonly links: readonly ImportLink[]
  readonly said: Marks
  readonly isSame: boolean
  readonly ends: readonly AssociationDefinition[]
}
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
  readonly #types = new Map<string, ObjectTypeDefinition>()

  constructor(schema: SchemaDefinition, origin: ImportOrigin, draft: Draft) {
    this.#schema = schema
    this.#origin = origin
    this.#draft = draft
  }

  async take(rows: readonly ImportRow[]): Promise<readonly ImportOutcome[]> {
    await this.#draft.load(
      rows.flatMap((row) => [this.#ref(row.type, row.externalId), ...row.links.map(({ to }) => this.#ref(to.type, to.externalId))]),
    )
    const taken: TakenRow[] = []
    for (const row of rows) taken.push(await this.#takeValues(row))
    while (this.#rejectUnlinked(taken));
    const heard = taken.map((each) => (each.record === undefined ? each : this.#hear(each)))
    await this.#draft.loadLinks(heard.flatMap((each) => (each.record === undefined ? [] : this.#linkPlaces(each))))
    const outcomes: ImportOutcome[] = []
    for (const each of heard) outcomes.push(each.record === undefined ? each.outcome : await this.#finish(each))
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
    const fault = required ? this.#linkFault(row, link) : undefined
    return fault === undefined ? [] : [fault]
  }

  /** What the line says as a whole, now that it is known which links find something. */
  #hear(taken: Taken): Heard {
    const { row, type, memory, notes } = taken
    const links = row.links.filter((link) => {
      const fault = this.#linkFault(row, link)
      if (fault !== undefined) notes.push({ ...fault, note: 'not-linked' })
      return fault === undefined
    })
    const said = row.file === undefined ? '' : this.#said(taken, links)
    const isSame = row.file !== undefined && sameMarks(memory.own, said)
    // What the file says as before needs no look, unless it is to hold whatever a person did.
    const names = new Set([...links.map(({ association }) => association), ...(row.linked ?? [])])
    const ends = type.associations.filter(({ name }) => names.has(name) && (!isSame || row.overwrite?.includes(name) === true))
    return { ...taken, links, said, isSame, ends }
  }

  #linkPlaces({ record, links, ends }: Heard): readonly LinkPlace[] {
    const opposite = ({ association, to }: ImportLink): LinkPlace[] =>
      ends
        .filter(({ name }) => name === association)
        .map(({ edge, forward }) => ({ ref: this.#ref(to.type, to.externalId), end: { edge, forward: !forward } }))
    return [...ends.map((end) => ({ ref: record.ref, end })), ...links.flatMap(opposite)]
  }

  async #finish(heard: Heard): Promise<ImportOutcome> {
    const { row, record, memory, notes, said, isSame } = heard
    let isLinked = false
    for (const end of heard.ends) isLinked = (await this.#takeEnd(heard, end)) || isLinked
    if (row.file !== undefined && !isSame && (memory.own !== undefined || isLinked || heard.result !== 'unchanged'))
      record.values = { ...record.values, [importedProperty]: remember(memory, row.file, said) }
    const result = isLinked && heard.result === 'unchanged' ? 'updated' : heard.result
    return { row, result, ...(notes.length > 0 && { notes }) }
  }

  // A link that is made later keeps the mark that it has: the file says it still, whether it is made already or not.
  #said({ row: { later = [], adds }, values, memory: { own = '' } }: Taken, links: readonly ImportLink[]): Marks {
    const fromValues = Object.entries(values).map(([property, value]) => valueMark(property, value ?? null))
    const fromLinks = links.map((link) => this.#markOf(link))
    const fromLater = later.map((link) => this.#markOf(link)).filter((mark) => hasMark(own, mark))
    if (!adds) return [...new Set([...fromValues, ...fromLinks, ...fromLater])].join('')
    return own + fromLinks.filter((mark) => !hasMark(own, mark)).join('')
  }

  async #takeEnd(heard: Heard, association: AssociationDefinition): Promise<boolean> {
    const { row, record, memory } = heard
    const wanted = heard.links.filter((link) => link.association === association.name)
    const now = await this.#draft.linked(record.ref, association)
    const isOverwritten = row.file === undefined || row.overwrite?.includes(association.name) === true
    const isOld = (id: string): boolean => !isOverwritten && hasMark(memory.own, linkMark(association.name, id))
    let isChanged = false
    for (const link of wanted) {
      const { id } = this.#ref(link.to.type, link.to.externalId)
      if (now.includes(id) || isOld(id)) continue
      const kept = isOverwritten ? undefined : this.#keptInstead(heard, association, now)
      const denied = this.#linkRefusal(heard, association, link)
      if (denied !== undefined) heard.notes.push({ ...denied, note: 'not-linked' })
      else if (kept === undefined) {
        await this.#link(record, association, link)
        isChanged = true
      } else heard.notes.push({ note: 'kept', path: [association.name], message: keptLinkText(association, kept, link) })
    }
    // A link at an end that takes one other has replaced the old one already.
    if (isChanged && association.single) return true
    return (await this.#unlink(heard, association, now)) || isChanged
  }

  // An end that takes one other is a person's if no file of this import named what is there.
  #keptInstead({ memory }: Taken, association: AssociationDefinition, now: readonly string[]): string | undefined {
    if (!association.single || memory.own === undefined) return undefined
    return now.find((id) => {
      const mark = linkMark(association.name, id)
      return !hasMark(memory.own, mark) && !hasMark(memory.others, mark)
    })
  }

  /** Takes back the links that the file named and names no more. */
  async #unlink({ row, record, memory }: Taken, association: AssociationDefinition, now: readonly string[]): Promise<boolean> {
    if (!row.linked?.includes(association.name)) return false
    const named = [...row.links, ...(row.later ?? [])].filter((link) => link.association === association.name)
    // A name that finds nothing may be a spelling: what is linked stays.
    if (row.links.some((link) => link.association === association.name && !this.#isThere(link))) return false
    const still = new Set(named.map(({ to }) => this.#ref(to.type, to.externalId).id))
    const gone = now.filter((id) => !still.has(id) && hasMark(memory.own, linkMark(association.name, id)))
    for (const id of gone) await this.#draft.unlinkAll(association, record.ref, id)
    return gone.length > 0
  }

  #linkRefusal({ type, record }: Taken, association: AssociationDefinition, { to }: ImportLink): Issue | undefined {
    const other = this.#draft.find(this.#ref(to.type, to.externalId))
    const otherType = this.#schema.get(association.to)
    if (other === undefined || otherType === undefined) return undefined
    const inverse = otherType.associations.find((end) => end.edge === association.edge && end.forward !== association.forward)
    return this.#origin.rights?.refusalOfLink(type, record, { association, inverse, otherType, other })
  }

  #link(record: DraftRecord, association: AssociationDefinition, { to, label }: ImportLink): Promise<void> {
    const inverse = this.#schema
      .get(association.to)
      ?.associations.find((end) => end.edge === association.edge && end.forward !== association.forward)
    return this.#draft.link(association, record.ref, this.#ref(to.type, to.externalId), label, inverse)
  }

  #linkFault(row: ImportRow, link: ImportLink): Issue | undefined {
    if (!this.#isThere(link)) return missingIssue(link)
    const [own, other] = [this.#ref(row.type, row.externalId), this.#ref(link.to.type, link.to.externalId)]
    return own.type === other.type && own.id === other.id ? selfIssue(link) : undefined
  }
  #isThere({ to }: ImportLink): boolean {
    return this.#draft.find(this.#ref(to.type, to.externalId)) !== undefined
  }
  #markOf({ association, to }: ImportLink): Marks {
    return linkMark(association, this.#ref(to.type, to.externalId).id)
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
function rejected(row: ImportRow, issues: readonly Issue[]): TakenRow {
  return { row, outcome: { row, result: 'rejected', issues } }
}
