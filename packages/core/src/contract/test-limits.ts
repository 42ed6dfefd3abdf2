import { expect } from 'vitest'
import type { z } from 'zod'

type Path = readonly (string | number)[]
/** Looks at the limits of an input, one place after the other: what is at a limit is taken, and what is one beyond it is refused. */
export interface Limits {
  /** The length of a text. */
  text(path: Path, least: number, most: number): void
  /** The length of a list, whose items are made by their place. */
  list(path: Path, least: number, most: number, item?: (at: number) => unknown): void
  /** A whole number; `most` is left out where it has none. */
  number(path: Path, least: number, most?: number): void
  /** What is taken there, and what is not. */
  values(path: Path, taken: readonly unknown[], refused: readonly unknown[]): void
}

/** The limits of a schema, tried around an input that it takes. */
export function limitsOf(contract: { readonly input?: unknown } | z.ZodType, good: object): Limits {
  const schema = ('safeParse' in contract ? contract : contract.input) as z.ZodType
  expect(schema.safeParse(good).success, `${JSON.stringify(good)} is taken`).toBe(true)
  const isTaken = (path: Path, value: unknown): boolean => schema.safeParse(put(good, path, value)).success
  const values: Limits['values'] = (path, taken, refused) => {
    const name = path.join('.')
    for (const value of taken) expect(isTaken(path, value), `${name} may be ${shorten(value)}`).toBe(true)
    for (const value of refused) expect(isTaken(path, value), `${name} may not be ${shorten(value)}`).toBe(false)
  }
  const sized = (make: (size: number) => unknown) => (path: Path, least: number, most: number) =>
    values(path, [make(least), make(most)], [...(least > 0 ? [make(least - 1)] : []), make(most + 1)])
  return {
    text: sized((size) => 'x'.repeat(size)),
    list: (path, least, most, item = (at) => `x${at}`) =>
      sized((size) => Array.from({ length: size }, (_, at) => item(at)))(path, least, most),
    number: (path, least, most) =>
      values(path, [least, most ?? least + 1_000_000], [least - 1, least + 0.5, ...(most === undefined ? [] : [most + 1])]),
    values,
  }
}

function put(of: unknown, [first, ...rest]: Path, value: unknown): unknown {
  if (first === undefined) return value
  if (Array.isArray(of)) return of.with(Number(first), put(of[Number(first)], rest, value))
  return { ...(of as object), [first]: put((of as Readonly<Record<string, unknown>> | undefined)?.[first] ?? {}, rest, value) }
}
function shorten(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined'
  return text.length > 60 ? `${text.slice(0, 60)}… (${text.length})` : text
}
