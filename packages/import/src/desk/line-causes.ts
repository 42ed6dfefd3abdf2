import type { ReportedLine } from '../import-run.js'

/** Why lines, or parts of them, are wrong: one cause of one column, and how often. */
export interface LineCause {
  readonly file: string
  readonly column?: string
  readonly cause: string
  readonly count: number
  /** Whether it keeps the whole line out. */
  readonly rejects: boolean
  readonly values: readonly string[]
}

const mostValues = 500
const mostCauses = 100
const quotedText = /"((?:[^"\\]|\\.)*)"/
const namedKey = /with the key (.*)\.$/

/** Gathers what is reported of lines by its cause. */
export class LineCauses {
  readonly #causes = new Map<
    string,
    { count: number; readonly values: Set<string>; readonly first: ReportedLine; readonly cause: string }
  >()

  add(line: ReportedLine): void {
    const { cause, value } = splitReason(line.reason)
    const key = JSON.stringify([line.file, line.column, cause, line.result])
    const known = this.#causes.get(key) ?? { count: 0, values: new Set<string>(), first: line, cause }
    known.count++
    if (value !== undefined && known.values.size < mostValues) known.values.add(value)
    this.#causes.set(key, known)
  }

  get causes(): readonly LineCause[] {
    const all = [...this.#causes.values()].sort((a, b) => b.count - a.count)
    return all.slice(0, mostCauses).map(({ count, values, first: { file, column, result }, cause }) => ({
      file,
      ...(column !== undefined && { column }),
      cause,
      count,
      rejects: result === 'rejected' || result === 'unread',
      values: [...values],
    }))
  }
}

/** A reason without the value that it is about, and that value. */
export function splitReason(reason: string): { readonly cause: string; readonly value?: string } {
  const quoted = quotedText.exec(reason)
  if (quoted !== null) return { cause: reason.replace(quotedText, '').replace(/\s+/g, ' ').trim(), value: JSON.parse(quoted[0]) as string }
  const key = namedKey.exec(reason)
  return key?.[1] === undefined ? { cause: reason } : { cause: reason.replace(namedKey, 'of that key.'), value: key[1] }
}
