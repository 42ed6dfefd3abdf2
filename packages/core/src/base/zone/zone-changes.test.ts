import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import moment from 'moment-timezone'
import { expect, test } from 'vitest'
import { fromWallTime, isTimeZone, offsetAt, toWallTime } from './zone.js'
import { findZone, zoneNames } from './zone-changes.js'

const folder = process.env['TENURE_DATA'] ?? fileURLToPath(new URL('../../../../../../shared/data', import.meta.url))
const testWithZones = existsSync(`${folder}/timezones`) ? test : test.skip
const rowsOf = (file: string) =>
  readFileSync(`${folder}/timezones/${file}`, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
const second = 1000

test('[SCH-3] every name of the maintained data has its offsets at each change from 1970 to 2100', () => {
  const names = moment.tz.names()
  expect(names.length).toBeGreaterThan(590)
  const wrong = names.flatMap((name) => {
    const { untils = [] } = moment.tz.zone(name) ?? {}
    const times = [
      0,
      ...untils.flatMap((until) => (until === null ? [] : [until - 1, until])).filter((at) => at >= 0 && at < Date.UTC(2101, 0, 1)),
    ]
    const expected = (at: number) => -(moment.tz.zone(name)?.utcOffset(at) ?? Number.NaN) * 60_000
    return times.filter((at) => offsetAt(at, name) !== expected(at) + 0).map((at) => `${name} ${new Date(at).toISOString()}`)
  })
  expect(wrong).toEqual([])
})

testWithZones('[SCH-3] each of the 6,966 changes of the compiled IANA database is at its second', () => {
  const rows = rowsOf('transitions.csv')
  expect(rows).toHaveLength(6966)
  const wrong = rows.filter(([zone = '', utc = '', , , before, after]) => {
    const at = Date.parse(utc)
    return offsetAt(at - 1, zone) !== Number(before) * second || offsetAt(at, zone) !== Number(after) * second
  })
  expect(wrong).toEqual([])
})

testWithZones('[SCH-3] a wall time in a gap is moved by the gap, and one that comes twice is the first', () => {
  const wrong = rowsOf('transitions.csv').filter(([zone = '', utc = '', from = '', to = '', before, , , , , , kind]) => {
    const [at, shown, next] = [Date.parse(utc), Date.parse(`${from}Z`), Date.parse(`${to}Z`)]
    if (kind === 'label') return false
    const [first, last] = kind === 'gap' ? [shown, next - second] : [next, shown - second]
    const expected = (wall: number) => wall - Number(before) * second
    const around = fromWallTime(Math.min(shown, next) - second, zone) < at && fromWallTime(Math.max(shown, next), zone) >= at
    const inside = [first, (first + last) / 2, last].every((wall) => fromWallTime(wall, zone) === expected(wall))
    return !around || !inside || toWallTime(at, zone) !== next
  })
  expect(wrong).toEqual([])
})

testWithZones('[SCH-3] an old name has the clocks of the zone that it points to', () => {
  const wrong = rowsOf('aliases.csv').filter(
    ([alias = '', target = '']) =>
      JSON.stringify(findZone(alias)?.changes.slice(-200)) !== JSON.stringify(findZone(target)?.changes.slice(-200)),
  )
  expect(wrong).toEqual([])
})

test('[SCH-3] before 1970 and after 2100 a zone keeps the nearest offset that is known', () => {
  expect(offsetAt(Date.parse('1900-07-01T00:00:00Z'), 'Europe/Berlin')).toBe(3_600_000)
  expect(offsetAt(Date.parse('2300-07-01T00:00:00Z'), 'Europe/Berlin')).toBe(3_600_000)
})

test('[SCH-3] a name is found in any case of its letters, and only IANA names are', () => {
  expect(['Europe/Berlin', 'europe/berlin', 'UTC', 'US/Eastern', 'Etc/GMT+3'].map(isTimeZone)).toEqual(Array(5).fill(true))
  expect(['Mars/Olympus', '', '__proto__', 'constructor', '+01:00'].map(isTimeZone)).toEqual(Array(5).fill(false))
  expect(zoneNames()).toContain('Europe/Berlin')
})
