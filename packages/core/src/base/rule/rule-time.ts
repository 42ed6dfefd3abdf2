import type { WallTime } from '../zone/zone.js'
import type { RuleEnd } from './rule.js'

/** A day or a moment in the basic form of RFC 5545, or `undefined` if it is neither or not in the calendar. */
export function readTime(text: string): RuleEnd | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?$/.exec(text)
  if (match === null) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map((part) => Number(part ?? 0))
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || hour > 23 || minute > 59 || second > 60) return undefined
  // A leap second is the last second before it.
  const at = date.getTime() + ((hour * 60 + minute) * 60 + Math.min(second, 59)) * 1000
  return { at, kind: match[4] === undefined ? 'day' : match[7] === undefined ? 'wall' : 'utc' }
}
/** The basic form of RFC 5545: `20261231`, `20261231T170000` or `20261231T170000Z`. */
export function writeTime({ at, kind }: { readonly at: WallTime; readonly kind: RuleEnd['kind'] }): string {
  const text = new Date(at).toISOString().replace(/[-:]|\.\d+/g, '')
  if (kind === 'day') return text.slice(0, 8)
  return kind === 'utc' ? text : text.slice(0, -1)
}
