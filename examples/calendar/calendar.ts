// A meeting that repeats: when it is, how people say it, and the calendar that other programs read.
import { between, next, parseRule, readCalendar, ruleWords, type Series, writeCalendar } from '@tenure/calendar'

const rule = parseRule('FREQ=MONTHLY;BYDAY=3MO')
const start = Date.parse('2026-11-16T17:00Z')
const series: Series = { start, durationMs: 3_600_000, zone: 'Europe/Berlin', rule, excluded: [Date.parse('2026-12-21T17:00Z')] }
console.log(ruleWords(rule, { locale: 'en', start }))
console.log(ruleWords(rule, { locale: 'de', start }))

const [from, to] = [Date.parse('2026-11-01'), Date.parse('2027-05-01')]
for (const { startAt } of between(series, from, to, 'Europe/Berlin')) console.log(new Date(startAt).toISOString())
console.log(`Then ${new Date(next(series, to, 'Europe/Berlin')?.startAt ?? 0).toISOString()}`)

const text = writeCalendar({ events: [{ uid: 'quarterly', sequence: 0, summary: 'Quarterly review', series }], now: from })
const { events, rejected } = readCalendar(text)
console.log(`${events[0]?.summary}: ${rejected.length} lines rejected`)
