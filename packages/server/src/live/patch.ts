/**
 * What changed in a value: `{}` nothing; `set` the whole; `fields` and `gone` of an object; `rows` of a list whose items have ids.
 * Rows that left stand in `gone` by their id alone. `placed` has, by rising index of the new list, new rows whole and moved ones by id.
 */
export type Patch =
  | { readonly set: unknown }
  | { readonly rows: RowsPatch }
  | { readonly fields?: Readonly<Record<string, Patch>>; readonly gone?: readonly string[] }
/** What changed in a list whose items have ids. */
export interface RowsPatch {
  readonly gone?: readonly string[]
  readonly changed?: readonly (readonly [id: string, patch: Patch])[]
  readonly placed?: readonly (readonly [index: number, row: Row | string])[]
}
type Row = Readonly<Record<string, unknown>> & { readonly id: string }
type Fields = Readonly<Record<string, unknown>>

const nothing: Patch = Object.freeze({})

/** The patch that turns one value into another; values are such as JSON can say. */
export function diff(before: unknown, after: unknown): Patch {
  if (Object.is(before, after)) return nothing
  if (isRows(before) && isRows(after)) return diffRows(before, after)
  if (isFields(before) && isFields(after)) return diffFields(before, after)
  return isSame(before, after) ? nothing : { set: after }
}

/** Whether the patch changes nothing. */
export function isNothing(patch: Patch): boolean {
  return patch === nothing
}

function diffFields(before: Fields, after: Fields): Patch {
  const fields: [string, Patch][] = []
  for (const [name, value] of Object.entries(after)) {
    if (value === undefined) continue
    const patch: Patch = before[name] === undefined ? { set: value } : diff(before[name], value)
    if (!isNothing(patch)) fields.push([name, patch])
  }
  const gone = Object.keys(before).filter((name) => before[name] !== undefined && after[name] === undefined)
  if (fields.length === 0 && gone.length === 0) return nothing
  return { ...(fields.length > 0 && { fields: Object.fromEntries(fields) }), ...(gone.length > 0 && { gone }) }
}

function diffRows(before: readonly Row[], after: readonly Row[]): Patch {
  const was = new Map(before.map((row, index) => [row.id, index]))
  const is = new Set(after.map((row) => row.id))
  const gone = before.filter((row) => !is.has(row.id)).map((row) => row.id)
  const placed: [number, Row | string][] = []
  const changed: [string, Patch][] = []
  const stays = risingIndexes(after.map((row) => was.get(row.id) ?? -1))
  for (const [index, row] of after.entries()) {
    const old = was.get(row.id)
    if (old === undefined) placed.push([index, row])
    else if (!stays.has(index)) placed.push([index, row.id])
    const patch = old === undefined ? nothing : diff(before[old], row)
    if (!isNothing(patch)) changed.push([row.id, patch])
  }
  if (gone.length + placed.length + changed.length === 0) return nothing
  return { rows: { ...(gone.length > 0 && { gone }), ...(changed.length > 0 && { changed }), ...(placed.length > 0 && { placed }) } }
}

// Places of a longest rising run of the positions: those rows keep their order, so that the fewest are told as moved.
function risingIndexes(positions: readonly number[]): ReadonlySet<number> {
  const ends: number[] = []
  const previous: (number | undefined)[] = []
  for (const [index, position] of positions.entries()) {
    if (position < 0) continue
    const length = firstAtLeast(ends, (end) => (positions[end] ?? -1) >= position)
    previous[index] = ends[length - 1]
    ends[length] = index
  }
  const stays = new Set<number>()
  for (let at = ends.at(-1); at !== undefined; at = previous[at]) stays.add(at)
  return stays
}

function firstAtLeast(items: readonly number[], reached: (item: number) => boolean): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (reached(items[middle] as number)) high = middle
    else low = middle + 1
  }
  return low
}

function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, index) => isSame(item, b[index]))
  return isFields(a) && isFields(b) && isNothing(diffFields(a, b))
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isRows(value: unknown): value is readonly Row[] {
  if (!Array.isArray(value)) return false
  const ids = new Set<unknown>()
  for (const item of value) {
    if (!isFields(item) || typeof item['id'] !== 'string') return false
    ids.add(item['id'])
  }
  return ids.size === value.length
}
