import type { Values } from '@tenure/core/contract'
import type { DynamicRecords } from '@tenure/core/plugin'
import { longestMs, readWallTime, toSeries } from '@tenure/core/recurrence'
import { fromWallTime, startOfDay, toWallTime, type WallTime } from '@tenure/core/zone'
import { keptNames, type Links, linksOf, type Moved, type OpenedBy, type Times } from './move-grants.js'
import { conflict, invalid, type MeetingValues, type Move, newTimes } from './new-times.js'
import { shiftSeries } from './shift-series.js'
import { splitSeries } from './split-series.js'

const dayMs = 86_400_000
/** As many times that left a series move along with it. */
const mostOut = 500

/** A move of one time of a series, which `at` names. */
type SeriesMove = Move & { readonly at: string }
interface SeriesTools {
  readonly whole: DynamicRecords
  readonly links: OpenedBy<typeof Links>
  readonly times: OpenedBy<typeof Times>
  readonly moved: OpenedBy<typeof Moved>
}
type TimesEdit = Parameters<SeriesTools['times']['edit']>[1]

/** Moves one time of a series, it and all that follow, or all; gives back the meeting that has them then. */
export async function moveSeries(input: SeriesMove, values: MeetingValues, tools: SeriesTools): Promise<string> {
  const { id, scope } = input
  const at = readWallTime(input.at)
  if (at === undefined) throw conflict(id, values)
  if (scope === 'one') return moveOne(input, values, tools)
  const { by, durationMs } = shiftOf(input, at, values)
  const divided = scope === 'following' ? splitSeries(values, at) : undefined
  const out = (await leftOf(tools.whole, id)).filter(({ original }) => divided === undefined || original >= originalOf(input.at, values))
  const originals = out.map(({ id: each, original }) => ({ id: each, originalAt: shifted(original, by, values) }))
  for (const each of originals) tools.times.edit(each.id, { originalAt: each.originalAt })
  if (divided === undefined) {
    tools.times.edit(id, shiftSeries(values, by, durationMs) as TimesEdit)
    return id
  }
  const links = await linksOf(tools.links, id)
  const next = tools.moved.create({ ...keptOf(values), ...shiftSeries(divided.after, by, durationMs) }, links)
  tools.times.edit(id, divided.before as TimesEdit)
  for (const each of originals) tools.times.link(each.id, { series: next })
  return next
}

async function moveOne(input: SeriesMove, values: MeetingValues, { links, times, moved }: SeriesTools): Promise<string> {
  const { id, at } = input
  const except = Array.isArray(values['repeatExcept']) ? (values['repeatExcept'] as readonly string[]) : []
  if (except.includes(at)) throw conflict(id, values)
  const own = await linksOf(links, id)
  times.edit(id, { repeatExcept: [...except, at] })
  return moved.create({ ...keptOf(values), ...newTimes(input), originalAt: originalOf(at, values) }, { ...own, series: id })
}

// How far one time of a series went, in its own wall time, and how long it is now.
function shiftOf({ startAt, endAt, firstDay, lastDay, id }: SeriesMove, from: WallTime, values: MeetingValues) {
  const series = toSeries(values)
  if (series === undefined) throw conflict(id, values)
  if (series.isAllDay === true && firstDay !== undefined)
    return { by: Date.parse(firstDay) - from, durationMs: Date.parse(lastDay ?? firstDay) - Date.parse(firstDay) + dayMs }
  if (series.isAllDay === true || startAt === undefined)
    throw invalid('scope', 'All of them keep to whole days, or to times. Move this one.')
  const durationMs = endAt === undefined ? series.durationMs : endAt - startAt
  if (durationMs < 0 || durationMs > longestMs) throw invalid('endAt', 'The end is before the start. Choose a later end.')
  return { by: toWallTime(startAt, series.zone ?? 'UTC') - from, durationMs }
}

/** The times that were moved out of a series, and when each was to begin. */
async function leftOf(whole: DynamicRecords, id: string): Promise<readonly { readonly id: string; readonly original: number }[]> {
  const where = { test: 'some', link: 'meeting.series', filter: { test: 'id-of', type: 'meeting', ids: [id] } } as const
  const { rows, total } = await whole.list({ type: 'meeting', select: ['originalAt'], where, limit: mostOut })
  if (total > rows.length) throw invalid('scope', 'More than 500 times have left this series. Move this one time.')
  return rows.flatMap((row) => (typeof row['originalAt'] === 'number' ? [{ id: row.id, original: row['originalAt'] }] : []))
}

function originalOf(at: string, values: Values): number {
  return at.length === 10 ? startOfDay(at, zoneOf(values)) : fromWallTime(readWallTime(at) ?? 0, zoneOf(values))
}
// By as much on the clock of the series.
function shifted(original: number, by: number, values: Values): number {
  return fromWallTime(toWallTime(original, zoneOf(values)) + by, zoneOf(values))
}
function zoneOf({ timeZone }: Values): string {
  return typeof timeZone === 'string' ? timeZone : 'UTC'
}
function keptOf(values: Values): Values {
  return Object.fromEntries(keptNames.map((name) => [name, values[name] ?? null]))
}
