/** Whether two plain values are the same data, in the same objects or in others. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const keys = Object.keys(a)
  const other = b as Readonly<Record<string, unknown>>
  return keys.length === Object.keys(b).length && keys.every((key) => key in other && isSame((a as typeof other)[key], other[key]))
}
