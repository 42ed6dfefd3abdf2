import { compareCodePoints, type EdgeSnapshot, type LinkEnd, type RecordId, type RecordRef } from '@tenure/core/adapter'

/** One end of a link, seen from a record. */
export interface Link {
  readonly edge: string
  readonly forward: boolean
  readonly other: RecordRef
  readonly label: string
}
/** One stored link: `from` is the first end. */
export interface LinkKey {
  readonly edge: string
  readonly from: RecordRef
  readonly to: RecordRef
  readonly label: string
}
type Ends = Map<RecordId, Map<RecordId, Set<string>>>
interface Edge {
  readonly from: string
  readonly to: string
  readonly forward: Ends
  readonly backward: Ends
}

/** Links, each stored once and found from both ends. No label is the empty text. */
export class LinkTable {
  readonly #edges = new Map<string, Edge>()

  /** Sets the types that an edge connects; only the first call counts. */
  declare({ edge, from, to }: EdgeSnapshot): void {
    if (!this.#edges.has(edge)) this.#edges.set(edge, { from, to, forward: new Map(), backward: new Map() })
  }

  /** Whether records of these types can be linked along this edge; an edge not declared takes the types of its first link. */
  fits({ edge, from, to }: LinkKey): boolean {
    this.declare({ edge, from: from.type, to: to.type })
    const declared = this.#edges.get(edge)
    return declared?.from === from.type && declared.to === to.type
  }

  has({ edge, from, to, label }: LinkKey): boolean {
    return this.#edges.get(edge)?.forward.get(from.id)?.get(to.id)?.has(label) ?? false
  }

  set({ edge, from, to, label }: LinkKey, present: boolean): void {
    const ends = this.#edges.get(edge)
    if (ends === undefined) return
    mark(ends.forward, from.id, to.id, label, present)
    mark(ends.backward, to.id, from.id, label, present)
  }

  /** Ids at the other end with the labels that lead there. */
  others(id: RecordId, edge: string, forward: boolean): ReadonlyMap<RecordId, ReadonlySet<string>> {
    const ends = this.#edges.get(edge)
    return (forward ? ends?.forward : ends?.backward)?.get(id) ?? nobody
  }

  /** Links of one record along one edge, by the other's id, then by label. */
  read(id: RecordId, edge: string, forward: boolean): readonly LinkEnd[] {
    const others = [...this.others(id, edge, forward)].sort(([a], [b]) => compareCodePoints(a, b))
    return others.flatMap(([other, labels]) =>
      [...labels].sort(compareCodePoints).map((label) => ({ id: other, ...(label === '' ? {} : { label }) })),
    )
  }

  /** Every link of which one record is the first end. */
  from(ref: RecordRef): readonly LinkKey[] {
    return [...this.#edges].flatMap(([edge, { from, to, forward }]) =>
      from === ref.type ? flatten(forward.get(ref.id)).map(([id, label]) => ({ edge, from: ref, to: { type: to, id }, label })) : [],
    )
  }

  /** Every link of one record; one to itself twice. */
  of(ref: RecordRef): readonly LinkKey[] {
    return [...this.from(ref), ...this.#to(ref)]
  }

  #to(ref: RecordRef): readonly LinkKey[] {
    return [...this.#edges].flatMap(([edge, { from, to, backward }]) =>
      to === ref.type ? flatten(backward.get(ref.id)).map(([id, label]) => ({ edge, from: { type: from, id }, to: ref, label })) : [],
    )
  }
}

const nobody: ReadonlyMap<RecordId, ReadonlySet<string>> = new Map()

function flatten(others: ReadonlyMap<RecordId, ReadonlySet<string>> = nobody): readonly (readonly [RecordId, string])[] {
  return [...others].flatMap(([id, labels]) => [...labels].map((label) => [id, label] as const))
}
function mark(ends: Ends, own: RecordId, other: RecordId, label: string, present: boolean): void {
  const others = ends.get(own) ?? new Map<RecordId, Set<string>>()
  const labels = others.get(other) ?? new Set()
  if (present) labels.add(label)
  else labels.delete(label)
  if (labels.size > 0) ends.set(own, others.set(other, labels))
  else if (others.delete(other) && others.size === 0) ends.delete(own)
}
