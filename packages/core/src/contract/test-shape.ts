import { expect } from 'vitest'
import type { z } from 'zod'

type Path = readonly (string | number)[]

/** Sees that a schema takes a full answer as it is, nothing beside it, and nothing less: only what is at these paths (`rows.0.email`) may be left out. */
export function expectShape(contract: { readonly output?: unknown } | z.ZodType, full: unknown, mayLack: readonly string[] = []): void {
  const schema = ('safeParse' in contract ? contract : contract.output) as z.ZodType
  expect(schema.parse(full)).toEqual(full)
  const paths = pathsIn(full)
  const lacking = paths.filter((path) => schema.safeParse(change(full, path, undefined)).success)
  expect(lacking.map((path) => path.join('.'))).toEqual(mayLack)
  const objects = [[], ...paths].filter((path) => isFilled(valueAt(full, path)))
  const extended = objects.filter((path) => schema.safeParse(change(full, [...path, 'odd'], 'odd')).success)
  expect(extended.map((path) => path.join('.'))).toEqual([])
}

/** Of each list only the first item is looked at. */
function pathsIn(value: unknown, at: Path = []): readonly Path[] {
  if (Array.isArray(value)) return value.length === 0 ? [] : pathsIn(value[0], [...at, 0])
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([name, inner]) => [[...at, name], ...pathsIn(inner, [...at, name])])
}
function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
// What has any names is given empty.
function isFilled(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length > 0
}
function valueAt(value: unknown, path: Path): unknown {
  return path.reduce((inner: unknown, name) => (inner as Readonly<Record<string | number, unknown>>)[name], value)
}
function change(value: unknown, [first, ...rest]: Path, to: unknown): unknown {
  if (first === undefined) return to
  if (Array.isArray(value)) return value.with(Number(first), change(value[Number(first)], rest, to))
  const { [first]: inner, ...others } = value as Readonly<Record<string | number, unknown>>
  if (rest.length > 0) return { ...others, [first]: change(inner, rest, to) }
  return to === undefined ? others : { ...others, [first]: to }
}
