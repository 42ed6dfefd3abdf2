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
  readonly placed?: readonly (readonly [index: number, row: unknown])[]
}
type Fields = Readonly<Record<string, unknown>>

/** The value after the patch. What did not change is the same object as before, so that a page draws again only what did. */
export function applyPatch(value: unknown, patch: Patch): unknown {
  if ('set' in patch) return patch.set
  if ('rows' in patch) return patchRows(value as readonly unknown[], patch.rows)
  return patch.fields === undefined && patch.gone === undefined ? value : patchFields(value as Fields, patch)
}

/** The new value, made of the old one's parts wherever they are equal. */
export function shareParts(before: unknown, after: unknown): unknown {
  if (Object.is(before, after) || typeof before !== 'object' || typeof after !== 'object' || before === null || after === null) return after
  if (Array.isArray(before) && Array.isArray(after)) return shareItems(before, after)
  return Array.isArray(before) || Array.isArray(after) ? after : shareFields(before as Fields, after as Fields)
}

function patchFields(
  before: Fields,
  { fields = {}, gone = [] }: { readonly fields?: Readonly<Record<string, Patch>>; readonly gone?: readonly string[] },
): Fields {
  const after = new Map(Object.entries(before))
  for (const [name, patch] of Object.entries(fields)) after.set(name, applyPatch(after.get(name), patch))
  for (const name of gone) after.delete(name)
  return Object.fromEntries(after)
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

function shareItems(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  const byId = new Map(before.map((item) => [idOf(item), item]))
  const items = after.map((item, index) => shareParts(idOf(item) === '' ? before[index] : byId.get(idOf(item)), item))
  return items.length === before.length && items.every((item, index) => Object.is(item, before[index])) ? before : items
}

function shareFields(before: Fields, after: Fields): Fields {
  const names = Object.keys(after)
  const shared = names.map((name) => [name, shareParts(before[name], after[name])] as const)
  const isSame =
    names.length === Object.keys(before).length && shared.every(([name, value]) => name in before && Object.is(value, before[name]))
  return isSame ? before : Object.fromEntries(shared)
}

function idOf(row: unknown): string {
  return typeof row === 'object' && row !== null && 'id' in row && typeof row.id === 'string' ? row.id : ''
}
