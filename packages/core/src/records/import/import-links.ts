import type { Issue } from '../../errors/tenure-error.js'
import type { AssociationDefinition, ObjectTypeDefinition, SchemaDefinition } from '../../schema/definition.js'
import type { RecordRef } from '../../schema/value.js'
import type { Draft, DraftRecord, LinkPlace } from '../draft.js'
import { allMarks, hasMark, linkMark, type Marks, namedMark, type Remembered } from './import-memory.js'
import { filledLinkText, keptLinkText, missingIssue, removedLinkText, selfIssue } from './import-note.js'
import type { ImportRights } from './import-rights.js'
import type { ImportLink, ImportNote, ImportRow } from './import-row.js'

/** A row whose values are taken, with the links of it that find something. */
export interface LinkingRow {
  readonly row: ImportRow
  readonly type: ObjectTypeDefinition
  readonly record: DraftRecord
  readonly memory: Remembered
  readonly notes: ImportNote[]
  readonly links: readonly ImportLink[]
}
/** What links need to know of the import. */
export interface LinkingOptions {
  readonly schema: SchemaDefinition
  readonly draft: Draft
  readonly rights: ImportRights | undefined
  /** The record that a key means. */
  readonly ref: (type: string, externalId: string) => RecordRef
}
/** What became of the links of one association, and what the file is to be remembered for. */
export interface TakenEnd {
  readonly isChanged: boolean
  readonly marks: readonly Marks[]
}
interface End extends LinkingRow {
  readonly association: AssociationDefinition
  readonly inverse: AssociationDefinition | undefined
  /** Ids that are linked. */
  readonly now: readonly string[]
  /** Links that the row names at this end. */
  readonly wanted: readonly ImportLink[]
  readonly later: readonly ImportLink[]
  readonly isOverwritten: boolean
}

/** Takes the links of rows into a draft. Each is compared with what its file named the last time and with what is linked now. */
export class ImportLinks {
  readonly #schema: SchemaDefinition
  readonly #draft: Draft
  readonly #rights: ImportRights | undefined
  readonly #ref: LinkingOptions['ref']

  constructor({ schema, draft, rights, ref }: LinkingOptions) {
    this.#schema = schema
    this.#draft = draft
    this.#rights = rights
    this.#ref = ref
  }

  /** Why a link leads nowhere. */
  fault(row: ImportRow, link: ImportLink): Issue | undefined {
    if (!this.#isThere(link)) return missingIssue(link)
    const [own, other] = [this.#ref(row.type, row.externalId), this.#refOf(link)]
    return own.type === other.type && own.id === other.id ? selfIssue(link) : undefined
  }

  /** Reads what the rows look at, with one call for each end of an edge. */
  async load(rows: readonly LinkingRow[]): Promise<void> {
    const places = rows.flatMap((each): LinkPlace[] => {
      const { row, record, links, memory } = each
      return endsOf(each).flatMap((end) => {
        const isMade = (link: ImportLink): boolean => isOverwritten(row, end) || !hasMark(memory.own, this.#markOf(link))
        const other = { edge: end.edge, forward: !end.forward }
        const made = links.filter((link) => link.association === end.name && isMade(link))
        return [{ ref: record.ref, end }, ...made.map((link) => ({ ref: this.#refOf(link), end: other }))]
      })
    })
    await this.#draft.loadLinks(places)
  }

  async take(linking: LinkingRow): Promise<TakenEnd> {
    const taken: TakenEnd[] = []
    for (const association of endsOf(linking)) taken.push(await this.#takeEnd(linking, association))
    return { isChanged: taken.some(({ isChanged }) => isChanged), marks: taken.flatMap(({ marks }) => marks) }
  }

  async #takeEnd(linking: LinkingRow, association: AssociationDefinition): Promise<TakenEnd> {
    const { row, record, memory } = linking
    const ofEnd = (link: ImportLink): boolean => link.association === association.name
    const end: End = {
      ...{ ...linking, association, inverse: this.#inverseOf(association) },
      now: await this.#draft.linked(record.ref, association),
      ...{ wanted: linking.links.filter(ofEnd), later: (row.later ?? []).filter(ofEnd), isOverwritten: isOverwritten(row, association) },
    }
    const said: ImportLink[] = []
    let isLinked = false
    for (const link of end.wanted) {
      const result = await this.#takeLink(end, link)
      if (result !== 'denied') said.push(link)
      isLinked ||= result === 'linked'
    }
    await this.#noteFilled(end)
    // A link at an end that takes one other has replaced the old one already.
    const isUnlinked = !(isLinked && association.single) && (await this.#unlink(end))
    // A link that is made later keeps the mark that it has: the file says it still, whether it is made already or not.
    const marks = [...said, ...end.later].map((link) => this.#markOf(link))
    const kept = marks.filter((mark, at) => at < said.length || hasMark(memory.own, mark))
    const isNamed = association.single && (kept.length > 0 || (end.now.length === 0 && hasMark(memory.own, namedMark(association.name))))
    return { isChanged: isLinked || isUnlinked, marks: isNamed ? [...kept, namedMark(association.name)] : kept }
  }

  async #takeLink(end: End, link: ImportLink): Promise<'there' | 'denied' | 'kept' | 'linked'> {
    const { association, inverse, record, memory, notes, now } = end
    if (now.includes(this.#refOf(link).id)) return 'there'
    const isOld = !end.isOverwritten && hasMark(memory.own, this.#markOf(link))
    const denied = isOld ? undefined : this.#refusal(end, link)
    if (denied !== undefined) notes.push({ ...denied, note: 'not-linked' })
    if (denied !== undefined) return 'denied'
    const kept = end.isOverwritten ? undefined : await this.#keptText(end, link, isOld)
    if (kept !== undefined) notes.push({ note: 'kept', path: [association.name], message: kept })
    if (kept !== undefined || isOld) return 'kept'
    await this.#draft.link(association, record.ref, this.#refOf(link), link.label, inverse)
    return 'linked'
  }

  /** Says what a person did where the file names this link. */
  async #keptText(end: End, link: ImportLink, isOld: boolean): Promise<string | undefined> {
    const { association, memory, now } = end
    if (!association.single) return isOld && !(await this.#isTakenByImport(end, link)) ? removedLinkText(association, link) : undefined
    const instead = await this.#madeByPerson(end)
    if (instead !== undefined) return keptLinkText(association, instead, link)
    if (now.length > 0) return undefined
    const isTaken = isOld ? !(await this.#isTakenByImport(end, link)) : hasMark(memory.own, namedMark(association.name))
    return isTaken ? keptLinkText(association, 'empty', link) : undefined
  }

  // An end that takes one other is a person's if no file of this import named what is there, from this end or the other.
  async #madeByPerson({ association, inverse, memory, now, record }: End): Promise<string | undefined> {
    if (!association.single || memory.own === undefined) return undefined
    for (const id of now) {
      const mark = linkMark(association.name, id)
      if (hasMark(memory.own, mark) || hasMark(memory.others, mark)) continue
      if (!(await this.#isNamedBy({ type: association.to, id }, inverse, record.ref.id))) return id
    }
    return undefined
  }

  // Where the other end takes one record, another line may have taken this link's place.
  async #isTakenByImport({ association, inverse }: End, link: ImportLink): Promise<boolean> {
    if (!inverse?.single) return false
    const other = this.#refOf(link)
    for (const id of await this.#draft.linked(other, inverse)) {
      if (await this.#isNamedBy({ type: inverse.to, id }, association, other.id)) return true
      if (await this.#isNamedBy(other, inverse, id)) return true
    }
    return false
  }

  async #isNamedBy(ref: RecordRef, association: AssociationDefinition | undefined, id: string): Promise<boolean> {
    if (association === undefined) return false
    await this.#draft.load([ref])
    return hasMark(allMarks(this.#draft.find(ref)?.values), linkMark(association.name, id))
  }

  async #noteFilled(end: End): Promise<void> {
    const { row, association, notes, later } = end
    const isBlank = row.linked?.includes(association.name) === true && later.length === 0 && !row.links.some(isOf(association))
    if (!isBlank || end.isOverwritten) return
    const made = await this.#madeByPerson(end)
    if (made !== undefined) notes.push({ note: 'kept', path: [association.name], message: filledLinkText(association, made) })
  }

  /** Takes back the links that the file named and names no more, and no other file names. */
  async #unlink({ row, record, memory, association, now }: End): Promise<boolean> {
    if (!row.linked?.includes(association.name)) return false
    const named = [...row.links, ...(row.later ?? [])].filter(isOf(association))
    // A name that finds nothing may be a spelling: what is linked stays.
    if (row.links.some((link) => isOf(association)(link) && !this.#isThere(link))) return false
    const still = new Set(named.map((link) => this.#refOf(link).id))
    const isGone = (mark: Marks): boolean => hasMark(memory.own, mark) && !hasMark(memory.others, mark)
    const gone = now.filter((id) => !still.has(id) && isGone(linkMark(association.name, id)))
    for (const id of gone) await this.#draft.unlinkAll(association, record.ref, id)
    return gone.length > 0
  }

  #refusal({ type, record, association, inverse }: End, link: ImportLink): Issue | undefined {
    const other = this.#draft.find(this.#refOf(link))
    const otherType = this.#schema.get(association.to)
    if (other === undefined || otherType === undefined) return undefined
    return this.#rights?.refusalOfLink(type, record, { association, inverse, otherType, other })
  }

  #inverseOf({ to, edge, forward }: AssociationDefinition): AssociationDefinition | undefined {
    return this.#schema.get(to)?.associations.find((end) => end.edge === edge && end.forward !== forward)
  }
  #isThere(link: ImportLink): boolean {
    return this.#draft.find(this.#refOf(link)) !== undefined
  }
  #markOf(link: ImportLink): Marks {
    return linkMark(link.association, this.#refOf(link).id)
  }
  #refOf({ to }: ImportLink): RecordRef {
    return this.#ref(to.type, to.externalId)
  }
}

function endsOf({ row, type, links }: LinkingRow): readonly AssociationDefinition[] {
  const names = new Set([...links, ...(row.later ?? [])].map(({ association }) => association).concat(row.linked ?? []))
  return type.associations.filter(({ name }) => names.has(name))
}
function isOverwritten(row: ImportRow, { name }: AssociationDefinition): boolean {
  return row.file === undefined || row.overwrite?.includes(name) === true
}
function isOf({ name }: AssociationDefinition): (link: ImportLink) => boolean {
  return ({ association }) => association === name
}
