import { useState } from 'react'

/** Values as they are saved; a later save names the version. */
export interface Saved<Values> {
  readonly values: Values
  readonly version: string
}
/** What a person has changed of saved values, which may change meanwhile. */
export interface Draft<Values> {
  /** As they would be saved. */
  readonly values: Values
  /** Names of the fields that differ from what is saved. */
  readonly changed: readonly string[]
  /** Fields that someone else changed too, otherwise: nothing is saved until each is decided. */
  readonly conflicts: readonly string[]
  readonly set: (change: Partial<Values>) => void
  /** Of a conflict: keeps the own value, or takes that of the other. */
  readonly keepMine: (field: string) => void
  readonly takeTheirs: (field: string) => void
  readonly discard: () => void
}
/** The own value of a field, and what was saved when it was changed. */
interface Mine {
  readonly value: unknown
  readonly from: unknown
}

/** A draft over values that are live: what others save comes in, and never under what the person has changed. */
export function useDraft<Values extends object>(saved: Saved<Values>): Draft<Values> {
  const [mine, setMine] = useState<ReadonlyMap<string, Mine>>(new Map())
  const theirs = (field: string): unknown => Reflect.get(saved.values, field)
  const changed = [...mine].filter(([field, { value }]) => !isSame(value, theirs(field))).map(([field]) => field)
  const conflicts = changed.filter((field) => !isSame(mine.get(field)?.from, theirs(field)))
  const without = (field: string) => new Map([...mine].filter(([name]) => name !== field))
  return {
    values: { ...saved.values, ...Object.fromEntries([...mine].map(([field, { value }]) => [field, value])) },
    changed,
    conflicts,
    set: (change) =>
      setMine((before) => {
        const next = Object.entries(change).map(([field, value]) => [field, { value, from: fromOf(before, field, theirs(field)) }] as const)
        return new Map([...before, ...next])
      }),
    keepMine: (field) => setMine(new Map([...mine, [field, { value: mine.get(field)?.value, from: theirs(field) }]])),
    takeTheirs: (field) => setMine(without(field)),
    discard: () => setMine(new Map()),
  }
}

// A conflict stays one while the person goes on typing.
function fromOf(before: ReadonlyMap<string, Mine>, field: string, now: unknown): unknown {
  const known = before.get(field)
  return known === undefined || isSame(known.value, now) ? now : known.from
}
/** Whether two values of settings are the same; nothing and an empty text are. */
export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? '') === JSON.stringify(b ?? '')
}
