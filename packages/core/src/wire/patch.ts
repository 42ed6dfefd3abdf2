import { type Fields, fieldOf, idOf, isFields } from './json-parts.js'
import { risingRun } from './rising-run.js'
import { shareParts } from './share-parts.js'

/**
 * What changed in a value: `{}` nothing; `set` the whole; `fields` and `gone` of an object; `rows` of a list whose items have ids.
 * Rows that left are in `gone`, only by their id. `placed` has, by rising index of the new list, new rows whole and moved ones by id.
 */
export type Patch = { readonly set: unknown } | { readonly rows: RowsPatch } | FieldsPatch
/** What changed in an object. */
export interface FieldsPatch {
  readonly fields?: Readonly<Record<string, Patch>>
  readonly gone?: readonly string[]
}
/** What changed in a list whose items have ids. */
export interface RowsPatch {
  readonly gone?: readonly string[]
  readonly changed?: readonly (readonly [id: string, patch: Patch])[]
  readonly placed?: readonly (readonly [index: number, row: unknown])[]
}
type Row = Fields & { readonly id: string }

const nothing: Patch = Object.freeze({})

/** The patch that turns one value into another. Both are JSON values; an `undefined` field counts as missing. */
export function diff(before: unknown, after: unknown): Patch {
  if (Object.is(before, after)) return nothing
  if (isRows(before) && isRows(after)) return diffRows(before, after)
  if (isFields(before) && isFields(after)) return diffFields(before, after)
  return isSame(before, after) ? nothing : { set: after }
}

/** The value after the patch. What did not change is the same object as before, so that a page draws again only what did. */
export function applyPatch(value: unknown, patch: Patch): unknown {
  if ('set' in patch) return shareParts(value, patch.set)
  if ('rows' in patch) return patchRows(value as readonly unknown[], patch.rows)
  return patch.fields === undefined && patch.gone === undefined ? value : patchFields(value as Fields, patch)
}

function diffFields(before: Fields, after: Fields): Patch {
  const fields: [string, Patch][] = []
  for (const [name, value] of Object.entries(after)) {
    if (value === undefined) continue
    const old = fieldOf(before, name)
    const patch: Patch = old === undefined ? { set: value } : diff(old, value)
    if (patch !== nothing) fields.push([name, patch])
  }
  const gone = Object.keys(before).filter((name) => before[name] !== undefined && fieldOf(after, name) === undefined)
  if (fields.length === 0 && gone.length === 0) return nothing
  return { ...(fields.length > 0 && { fields: Object.fromEntries(fields) }), ...(gone.length > 0 && { gone }) }
}

function patchFields(before: Fields, { fields = {}, gone = [] }: FieldsPatch): Fields {
  const after = new Map(Object.entries(before))
  for (const [name, patch] of Object.entries(fields)) after.set(name, applyPatch(after.get(name), patch))
  for (const name of gone) after.delete(name)
  return Object.fromEntries(after)
}

// Rows of a longest run that kept its order stay, so that the fewest are sent as moved.
function diffRows(before: readonly Row[], after: readonly Row[]): Patch {
  const was = new Map(before.map((row, index) => [row.id, index]))
  const is = new Set(after.map((row) => row.id))
  const gone = before.filter((row) => !is.has(row.id)).map((row) => row.id)
  const placed: [number, Row | string][] = []
  const changed: [string, Patch][] = []
  const stays = risingRun(after.map((row) => was.get(row.id) ?? -1))
  for (const [index, row] of after.entries()) {
    const old = was.get(row.id)
    if (old === undefined) placed.push([index, row])
    else if (!stays.has(index)) placed.push([index, row.id])
    const patch = old === undefined ? nothing : diff(before[old], row)
    if (patch !== nothing) changed.push([row.id, patch])
  }
  if (gone.length + placed.length + changed.length === 0) return nothing
  return { rows: { ...(gone.length > 0 && { gone }), ...(changed.length > 0 && { changed }), ...(placed.length > 0 && { placed }) } }
}

function patchRows(before: readonly unknown[], { gone = [], changed = [], placed = [] }: RowsPatch): readonly unknown[] {
  const rows = new Map(before.map((row) => [idOf(row), row]))
  for (const [id, patch] of changed) rows.set(id, applyPatch(rows.get(id), patch))
  const elsewhere = new Set<unknown>([...gone, ...placed.map(([, row]) => row)])
  const staying = before.map(idOf).filter((id) => !elsewhere.has(id))
  const after: unknown[] = []
  const places = new Map(placed)
  let next = 0
  while (after.length < staying.length + placed.length) {
    const row = places.get(after.length) ?? staying[next++]
    after.push(typeof row === 'string' ? rows.get(row) : row)
  }
  return after
}

function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, index) => isSame(item, b[index]))
  return isFields(a) && isFields(b) && diffFields(a, b) === nothing
}

function isRows(value: unknown): value is readonly Row[] {
  if (!Array.isArray(value)) return false
  const ids = new Set(value.map(idOf))
  return ids.size === value.length && !ids.has(undefined)
}
