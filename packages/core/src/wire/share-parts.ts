import { type Fields, fieldOf, idOf, isFields } from './json-parts.js'

/** The new value, with the old one's parts wherever they are equal. Rows are found by id, other items of a list by place. */
export function shareParts(before: unknown, after: unknown): unknown {
  if (Object.is(before, after)) return after
  if (Array.isArray(before) && Array.isArray(after)) return shareItems(before, after)
  return isFields(before) && isFields(after) ? shareFields(before, after) : after
}

function shareItems(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  const byId = new Map(before.map((item) => [idOf(item), item]))
  const items = after.map((item, index) => shareParts(idOf(item) === undefined ? before[index] : byId.get(idOf(item)), item))
  return items.length === before.length && items.every((item, index) => Object.is(item, before[index])) ? before : items
}

function shareFields(before: Fields, after: Fields): Fields {
  const names = Object.keys(after)
  const shared = names.map((name) => [name, shareParts(fieldOf(before, name), after[name])] as const)
  const isSame =
    names.length === Object.keys(before).length &&
    shared.every(([name, value]) => Object.hasOwn(before, name) && Object.is(value, before[name]))
  return isSame ? before : Object.fromEntries(shared)
}
