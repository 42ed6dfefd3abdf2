import type { Problem } from '@tenure/core/contract'
import { updateRecordContract, updateRecordsContract } from '@tenure/core/page'
import type { JsonValue } from '../data/answers.js'
import { isSame } from '../data/same.js'
import type { Source } from '../data/source.js'

/** One property of one record. */
export interface Place {
  readonly type: string
  readonly id: string
  readonly property: string
}
/** A new value for it, and the value that the person saw while making it. */
export interface Edit extends Place {
  readonly value: JsonValue
  readonly was: JsonValue
}
/** An edit that the live data do not show yet, or that was refused. */
export interface Pending {
  readonly value: JsonValue
  /** What the live data may still show: the value before, and those of edits that are on their way. */
  readonly seen: readonly JsonValue[]
  /** `sent`: the server has it. `conflict`: somebody else has changed it meanwhile, to `newer`. */
  readonly state: 'sending' | 'sent' | 'conflict' | 'refused'
  readonly newer?: JsonValue
  readonly problem?: Problem
}
/** What became of edits. They were done as one and are taken back by the key of the action. */
export type Saved =
  | { readonly ok: true; readonly undo: { readonly action: string; readonly key: string } }
  | { readonly ok: false; readonly problem: Problem; readonly isConflict: boolean }

type PendingOf = ReadonlyMap<string, Pending>
const nothing: PendingOf = new Map()
/** By then a stream that lives has shown the edit. */
const confirmedMs = 30_000

/** The edits of this page that live data do not show yet (REC-2). They lie over what streams show; nothing else is kept here. */
export class PendingEdits {
  readonly #source: Pick<Source, 'act'>
  readonly #byRecord = new Map<string, PendingOf>()
  readonly #listeners = new Set<() => void>()
  readonly #queues = new Map<string, Promise<unknown>>()

  constructor(source: Pick<Source, 'act'>) {
    this.#source = source
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The pending edits of a record by property; the same object until one of them changes. */
  of(type: string, id: string): PendingOf {
    return this.#byRecord.get(recordKey({ type, id })) ?? nothing
  }

  /** Sends an edit. It shows at once. Edits of one record are sent one after the other. */
  save(edit: Edit): Promise<Saved> {
    return this.saveTogether(edit, [edit])
  }

  /** Sends edits of several properties of one record as one change. */
  saveTogether({ type, id }: Pick<Place, 'type' | 'id'>, edits: readonly Edit[]): Promise<Saved> {
    const values = Object.fromEntries(edits.map(({ property, value }) => [property, value]))
    const was = Object.fromEntries(edits.map((edit) => [edit.property, edit.was]))
    const input = { type, id, values, was }
    return this.#send(edits, (key) => this.#source.act(updateRecordContract, input, { key }), updateRecordContract.id)
  }

  /** Sends edits of several records of one type together: all of them are done, or none. */
  saveAll(type: string, edits: readonly Edit[]): Promise<Saved> {
    const byId = new Map<string, { id: string; values: Record<string, JsonValue>; was: Record<string, JsonValue> }>()
    for (const { id, property, value, was } of edits) {
      const record = byId.get(id) ?? { id, values: {}, was: {} }
      record.values[property] = value
      record.was[property] = was
      byId.set(id, record)
    }
    const input = { type, records: [...byId.values()] }
    return this.#send(edits, (key) => this.#source.act(updateRecordsContract, input, { key }), updateRecordsContract.id)
  }

  /** Says what the live data show: an edit that they have taken in, or that somebody else has overtaken, is pending no longer. */
  confirm(place: Place, streamed: JsonValue): void {
    const pending = this.#at(place)
    if (pending?.state === 'sent' && !pending.seen.some((value) => isSame(value, streamed))) this.#set(place, undefined)
  }

  /** Drops a refused edit: the value of the live data counts. */
  drop(place: Place): void {
    this.#set(place, undefined)
  }

  /** Drops what the server has: an undo may have taken it back, and then no stream shows it. */
  forgetSent(): void {
    for (const [key, pending] of this.#byRecord) {
      const left = new Map([...pending].filter(([, { state }]) => state !== 'sent'))
      if (left.size === 0) this.#byRecord.delete(key)
      else this.#byRecord.set(key, left)
    }
    for (const listener of this.#listeners) listener()
  }

  async #send(edits: readonly Edit[], act: (key: string) => ReturnType<Source['act']>, action: string): Promise<Saved> {
    for (const edit of edits) this.#begin(edit)
    const queues = [...new Set(edits.map(recordKey))]
    const before = Promise.all(queues.map((queue) => this.#queues.get(queue)))
    const key = crypto.randomUUID()
    const sending = before.then(() => act(key))
    for (const queue of queues) this.#queues.set(queue, sending)
    const outcome = await sending
    for (const queue of queues) if (this.#queues.get(queue) === sending) this.#queues.delete(queue)
    for (const edit of edits) this.#end(edit, outcome.ok ? undefined : outcome.problem)
    if (outcome.ok) return { ok: true, undo: { action, key } }
    return { ok: false, problem: outcome.problem, isConflict: outcome.problem.code === 'record.conflict' }
  }

  #begin(edit: Edit): void {
    const earlier = this.#at(edit)
    const isOnItsWay = earlier?.state === 'sending' || earlier?.state === 'sent'
    this.#set(edit, { value: edit.value, seen: [...(isOnItsWay ? earlier.seen : []), edit.was], state: 'sending' })
  }

  #end(edit: Edit, problem: Problem | undefined): void {
    const pending = this.#at(edit)
    // A later edit of the same property has taken its place.
    if (pending === undefined || !isSame(pending.value, edit.value)) return
    if (problem === undefined) {
      const sent: Pending = { ...pending, state: 'sent' }
      this.#set(edit, sent)
      setTimeout(() => this.#at(edit) === sent && this.#set(edit, undefined), confirmedMs)
    } else this.#set(edit, { ...pending, ...refusalOf(edit, problem) })
  }

  #at(place: Place): Pending | undefined {
    return this.of(place.type, place.id).get(place.property)
  }

  #set(place: Place, pending: Pending | undefined): void {
    const key = recordKey(place)
    const next = new Map(this.#byRecord.get(key))
    if (pending === undefined) next.delete(place.property)
    else next.set(place.property, pending)
    if (next.size === 0) this.#byRecord.delete(key)
    else this.#byRecord.set(key, next)
    for (const listener of this.#listeners) listener()
  }
}

/** The value to show where the live data have `streamed`. */
export function shownValue<T>(pending: Pending | undefined, streamed: T): T | JsonValue {
  if (pending === undefined) return streamed
  if (pending.state === 'sending') return pending.value
  if (pending.state === 'sent' && pending.seen.some((value) => isSame(value, streamed))) return pending.value
  return streamed
}

function refusalOf({ type, id, property }: Edit, problem: Problem): Pick<Pending, 'state' | 'newer' | 'problem'> {
  if (problem.code !== 'record.conflict') return { state: 'refused', problem }
  const { record, newer } = problem.details
  const isHere = record.type === type && record.id === id && property in newer
  return isHere ? { state: 'conflict', newer: newer[property] as JsonValue, problem } : { state: 'refused', problem }
}
function recordKey({ type, id }: Pick<Place, 'type' | 'id'>): string {
  return `${type}/${id}`
}
