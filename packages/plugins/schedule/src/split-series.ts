import { TenureError, type Values } from '@tenure/core/contract'
import { expandRule, readWallTime, toSeries, writeWallTime } from '@tenure/core/recurrence'
import { fromWallTime, type RecurrenceRule, type WallTime, writeRule } from '@tenure/core/zone'

const dayMs = 86_400_000

/** A series up to one of its times, and one that begins with it. */
export interface Divided {
  /** What the series has from now on. */
  readonly before: Values
  /** What the other series begins with, at the same times as so far. */
  readonly after: Values
}

/**
 * Divides a series before one of its times: its rule, its count and its exceptions. Nothing where no time is before it.
 *
 * Errors: `input.invalid` for a time that is beside the rule.
 */
export function splitSeries(values: Values, at: WallTime): Divided | undefined {
  const series = toSeries(values)
  if (series?.rule === undefined) return undefined
  const { start, durationMs, rule, isAllDay = false, zone = 'UTC', added = [] } = series
  if (added.includes(at)) throw besideRule()
  const passed = [...expandRule(rule, start, { until: at - 1 })].length
  if (passed === 0) return undefined
  const { count, ...open } = rule
  const until = { at: at - (isAllDay ? dayMs : 1000), kind: isAllDay ? ('day' as const) : ('wall' as const) }
  const rest: RecurrenceRule = count === undefined ? rule : { ...open, count: count - passed }
  const times = isAllDay
    ? { startDate: writeWallTime(at, true), endDate: writeWallTime(at + durationMs - dayMs, true) }
    : { at: fromWallTime(at, zone), endAt: fromWallTime(at, zone) + durationMs }
  return {
    before: { repeat: writeRule({ ...open, until }), ...timesThat(values, (each) => each < at) },
    after: { ...values, ...times, repeat: writeRule(rest), ...timesThat(values, (each) => each >= at) },
  }
}

function timesThat(values: Values, isMeant: (at: WallTime) => boolean): Values {
  const of = (name: string) => {
    const texts = values[name]
    return Array.isArray(texts) ? { [name]: texts.map(String).filter((text) => isMeant(readWallTime(text) ?? Number.NaN)) } : {}
  }
  return { ...of('repeatExcept'), ...of('repeatAlso') }
}
function besideRule(): TenureError {
  const message = 'This time was added beside the rule. Move this one time.'
  return new TenureError('input.invalid', message, { issues: [{ path: ['scope'], message }] })
}
