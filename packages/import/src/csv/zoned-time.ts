import type { DateParts } from './date-format.js'

const dayMs = 86_400_000
/** Offset by zone and UTC day; days on which the clocks change are marked. */
const days = new Map<string, number | 'changes'>()
const formats = new Map<string, Intl.DateTimeFormat>()

/** Whether the runtime knows that IANA zone. */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined
  } catch {
    return false
  }
}

/**
 * The instant of a day and time of day in a zone.
 *
 * Shape: a time that the clocks pass twice is the first; one that they leave out is read with the offset from before the change.
 */
export function toInstant({ day, milliseconds, offsetMinutes }: DateParts, zone: string): number {
  const local = Date.parse(`${day}T00:00:00Z`) + milliseconds
  if (offsetMinutes !== undefined) return local - offsetMinutes * 60_000
  if (zone === 'UTC') return local
  const before = local - offsetAt(local - dayMs, zone)
  const after = local - offsetAt(local + dayMs, zone)
  const fits = [before, after].filter((instant) => instant + offsetAt(instant, zone) === local)
  return fits.length > 0 ? Math.min(...fits) : before
}

/** Milliseconds that the zone's clocks are ahead of UTC at that instant. */
export function offsetAt(instant: number, zone: string): number {
  const day = Math.floor(instant / dayMs)
  const known = days.get(`${zone} ${day}`)
  if (known !== undefined) return known === 'changes' ? formattedOffset(instant, zone) : known
  const [first, last] = [formattedOffset(day * dayMs, zone), formattedOffset((day + 1) * dayMs - 1, zone)]
  // A file names the same days over and over, and asking the formatter is slow; the bound only keeps a long life small.
  if (days.size >= 50_000) days.clear()
  days.set(`${zone} ${day}`, first === last ? first : 'changes')
  return first === last ? first : formattedOffset(instant, zone)
}

function formattedOffset(instant: number, zone: string): number {
  const format = formats.get(zone) ?? zoned(zone)
  formats.set(zone, format)
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000
}

function zoned(zone: string): Intl.DateTimeFormat {
  const two = '2-digit'
  return new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: two,
    day: two,
    hour: two,
    minute: two,
    second: two,
  })
}
