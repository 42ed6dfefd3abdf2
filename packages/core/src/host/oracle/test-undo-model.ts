import type { RecordId } from '../../schema/value.js'

/** What a store has to hold, and who did what to it: a reading of the rules of undo that shares no code with the core. */
export interface ModelRecord {
  readonly id: RecordId
  readonly type: string
  readonly values: Map<string, string | null>
  /** Every change of a value, oldest first. */
  readonly changes: { readonly group: string; readonly name: string; readonly before: string | null }[]
  archivedBy: string | undefined
}
/** A link from the record that has it, a deal or a contact, to a company. */
export interface ModelLink {
  readonly from: RecordId
  readonly to: RecordId
}
/** What one group did. */
interface Effects {
  readonly created: Set<RecordId>
  readonly archived: Set<RecordId>
  /** What was restored, and what others had done to it by then. */
  readonly restored: Map<RecordId, number>
  readonly values: Set<string>
  readonly made: ModelLink[]
  readonly gone: ModelLink[]
}

/** Records and links with all that groups did to them. */
export class UndoModel {
  readonly records = new Map<RecordId, ModelRecord>()
  readonly links = new Map<string, ModelLink>()
  readonly groups = new Map<string, Effects>()
  readonly #mergedInto = new Map<RecordId, RecordId>()

  /** The record that an id leads to since its own was merged. */
  resolve(id: RecordId): RecordId {
    const next = this.#mergedInto.get(id)
    return next === undefined ? id : this.resolve(next)
  }
  add(record: Omit<ModelRecord, 'changes' | 'archivedBy'>): void {
    this.records.set(record.id, { ...record, changes: [], archivedBy: undefined })
  }
  create(group: string, record: Omit<ModelRecord, 'changes' | 'archivedBy'>): void {
    this.add(record)
    this.#of(group).created.add(record.id)
  }
  set(group: string, id: RecordId, name: string, value: string | null): void {
    const record = this.#record(id)
    const before = record.values.get(name) ?? null
    if (before === value) return
    record.values.set(name, value)
    record.changes.push({ group, name, before })
    this.#of(group).values.add(`${id} ${name}`)
  }
  archive(group: string, id: RecordId): void {
    this.#record(id).archivedBy = group
    this.#of(group).archived.add(id)
  }
  restore(group: string, id: RecordId): void {
    this.#record(id).archivedBy = undefined
    this.#of(group).restored.set(id, this.#doneByOthers(group, id))
  }
  /** A deal has one company. */
  link(group: string, from: RecordId, to: RecordId): void {
    if (this.links.has(`${from} ${to}`)) return
    if (this.#record(from).type === 'deal') for (const other of this.#linksOf(from)) this.unlink(group, other.from, other.to)
    this.links.set(`${from} ${to}`, { from, to })
    this.#of(group).made.push({ from, to })
  }
  unlink(group: string, from: RecordId, to: RecordId): void {
    if (this.links.delete(`${from} ${to}`)) this.#of(group).gone.push({ from, to })
  }

  /**
   * The survivor keeps its values, takes what it lacks, and gets the links of the other; a deal that has a company keeps it. There is nothing of it to
   * take back.
   */
  merge(group: string, survivor: RecordId, other: RecordId): void {
    for (const [name, value] of this.#record(other).values)
      if ((this.#record(survivor).values.get(name) ?? null) === null) this.set(group, survivor, name, value)
    for (const { from, to } of [...this.links.values()].filter((link) => link.from === other || link.to === other)) {
      this.unlink(group, from, to)
      const isTaken = this.#record(from).type === 'deal' && from === other && this.#linksOf(survivor).length > 0
      if (!isTaken) this.link(group, from === other ? survivor : from, to === other ? survivor : to)
    }
    this.archive(group, other)
    this.#mergedInto.set(other, survivor)
    this.groups.set(group, nothing())
  }

  /** Takes a group back, as a group of its own. */
  undo(group: string, own: string): void {
    const { created, archived, restored, values, made, gone } = this.#of(group)
    for (const id of created) this.#uncreate(group, id, made, own)
    for (const id of archived) if (this.#record(id).archivedBy === group) this.restore(own, id)
    const isOpen = (id: RecordId): boolean => this.#record(id).archivedBy === undefined
    for (const key of values) this.#unset(key, group, own, isOpen)
    const both = ({ from, to }: ModelLink): boolean => !created.has(from) && isOpen(from) && isOpen(to)
    const free = ({ from, to }: ModelLink): boolean =>
      this.#record(from).type !== 'deal' || this.#linksOf(from).every((link) => link.to === to || made.some((each) => isSame(each, link)))
    const back = gone.filter((link) => both(link) && !this.links.has(`${link.from} ${link.to}`) && free(link))
    for (const link of made.filter(both)) this.unlink(own, link.from, link.to)
    for (const { from, to } of back) this.link(own, from, to)
    for (const [id, done] of restored) if (isOpen(id) && this.#doneByOthers(group, id) === done) this.archive(own, id)
  }

  #uncreate(group: string, id: RecordId, made: readonly ModelLink[], own: string): void {
    const { changes, archivedBy } = this.#record(id)
    const isOpen = (other: RecordId): boolean => this.#record(other).archivedBy === undefined
    const others = [...this.links.values()].filter(({ from, to }) => (from === id && isOpen(to)) || (to === id && isOpen(from)))
    const isForeign =
      changes.some((change) => change.group !== group) ||
      others.some((link) => !made.some((each) => isSame(each, link))) ||
      [...this.#mergedInto.values()].includes(id)
    if (archivedBy === undefined && !isForeign) this.archive(own, id)
  }
  #unset(key: string, group: string, own: string, isOpen: (id: RecordId) => boolean): void {
    const [id = '', name = ''] = key.split(' ')
    const { changes } = this.#record(id)
    const last = changes.filter((change) => change.name === name).at(-1)
    if (last?.group === group && isOpen(id)) this.set(own, id, name, last.before)
  }
  // Values that others changed, and records that were merged into it.
  #doneByOthers(group: string, id: RecordId): number {
    const others = this.#record(id).changes.filter((change) => change.group !== group)
    return others.length + [...this.#mergedInto.values()].filter((into) => into === id).length
  }
  #linksOf(id: RecordId): readonly ModelLink[] {
    return [...this.links.values()].filter(({ from }) => from === id)
  }
  #record(id: RecordId): ModelRecord {
    const record = this.records.get(id)
    if (record === undefined) throw new Error(`The model has no record ${id}.`)
    return record
  }
  #of(group: string): Effects {
    const known = this.groups.get(group)
    const effects = known ?? nothing()
    this.groups.set(group, effects)
    return effects
  }
}

function nothing(): Effects {
  return { created: new Set(), archived: new Set(), restored: new Map(), values: new Set(), made: [], gone: [] }
}
function isSame(a: ModelLink, b: ModelLink): boolean {
  return a.from === b.from && a.to === b.to
}
