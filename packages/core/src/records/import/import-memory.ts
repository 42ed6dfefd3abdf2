import { importedProperty } from '../../access/internal-property.js'
import type { Json, Value, Values } from '../../schema/value.js'

/**
 * What a file said of a record, as marks of six characters: one for each value that it gave and each link. A mark is a hash, so it can be
 * asked whether the file gave this value, not what it gave.
 */
export type Marks = string
const width = 6

/** What the files of an import said of a record the last time. */
export interface Remembered {
  /** Of the file that is being read; `undefined` where it has not given this record yet. */
  readonly own: Marks | undefined
  /** Of the other files of this import. */
  readonly others: Marks
  readonly all: Readonly<Record<string, Marks>>
}

/**
 * What a record says of the files that gave it. What a file said that is no longer among `files` counts as said by `file`: it was renamed.
 */
export function recall(values: Values | undefined, file: string, files: readonly string[]): Remembered {
  const stored = values?.[importedProperty]
  const all = isMarks(stored) ? stored : {}
  const gone = Object.keys(all).filter((name) => name !== file && !files.includes(name))
  const others = Object.keys(all).filter((name) => name !== file && files.includes(name))
  const own = all[file] ?? (gone.length === 0 ? undefined : gone.map((name) => all[name]).join(''))
  return { own, others: others.map((name) => all[name]).join(''), all: without(all, gone) }
}

/** The value to store where a file said this. */
export function remember({ all }: Remembered, file: string, marks: Marks): Json {
  return { ...all, [file]: marks }
}

/** What all files said of a record. */
export function allMarks(values: Values | undefined): Marks {
  const stored = values?.[importedProperty]
  return isMarks(stored) ? Object.values(stored).join('') : ''
}

/** Whether the marks have this one. */
export function hasMark(marks: Marks | undefined, mark: string): boolean {
  if (marks === undefined) return false
  for (let at = marks.indexOf(mark); at !== -1; at = marks.indexOf(mark, at + 1)) if (at % width === 0) return true
  return false
}
/** Whether two files say the same. */
export function sameMarks(a: Marks | undefined, b: Marks): boolean {
  if (a === b) return true
  if (a === undefined || a.length !== b.length) return false
  for (let at = 0; at < b.length; at += width) if (!hasMark(a, b.slice(at, at + width))) return false
  return true
}

/** The mark of a value of a property; none for no value. */
export function valueMark(property: string, value: Value): Marks {
  return value === null ? '' : hash(`${property}\u0000${textOf(value)}`)
}
/** The mark of a link. */
export function linkMark(association: string, id: string): Marks {
  return hash(`${association}\u0001${id}`)
}
/** The mark of an end that takes one other: the file named one, so where none is, a person took it away. */
export function namedMark(association: string): Marks {
  return hash(`${association}\u0002`)
}

function textOf(value: NonNullable<Value>): string {
  return typeof value === 'string' ? `"${value}` : JSON.stringify(value)
}
function isMarks(value: Value | undefined): value is { readonly [file: string]: Marks } {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every((each) => typeof each === 'string')
  )
}
function without(all: Readonly<Record<string, Marks>>, names: readonly string[]): Readonly<Record<string, Marks>> {
  return names.length === 0 ? all : Object.fromEntries(Object.entries(all).filter(([name]) => !names.includes(name)))
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

// 36 bits: of a billion changed values, one in sixty times is taken for unchanged.
function hash(text: string): Marks {
  let [a, b] = [0x9e3779b9, 0x85ebca6b]
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    a = Math.imul(a ^ code, 0x85ebca77)
    b = Math.imul(b ^ code, 0xc2b2ae3d)
  }
  a = Math.imul(a ^ (a >>> 15) ^ (b >>> 13), 0x735a2d97)
  b = Math.imul(b ^ (b >>> 15) ^ (a >>> 13), 0xcaf649a9)
  a ^= b >>> 16
  return letter(a) + letter(a >>> 6) + letter(a >>> 12) + letter(b) + letter(b >>> 6) + letter(b >>> 12)
}
function letter(bits: number): string {
  return letters[bits & 63] ?? ''
}
