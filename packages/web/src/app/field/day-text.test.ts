import { expect, test } from 'vitest'
import { dayText, parseDay } from './day-text.js'
import { momentText, parseMoment } from './moment-text.js'

const today = '2026-11-25'
const days = (locale: string, ...texts: readonly string[]) => texts.map((text) => dayOn(today, text, locale))
function dayOn(day: string, text: string, locale: string): string {
  const result = parseDay(text, { locale, today: day })
  return result.ok ? result.value : result.fault
}

test('[REC-1] a day is read as the locale writes it', () => {
  expect(days('de-DE', '15.12.2026', '15.12.', '1.2.27', '15. Dez. 2026', '15. Dezember', 'Di., 15. Dez. 2026', '15 März 2026')).toEqual([
    '2026-12-15',
    '2026-12-15',
    '2027-02-01',
    '2026-12-15',
    '2026-12-15',
    '2026-12-15',
    '2026-03-15',
  ])
  expect(days('en-US', '12/15/2026', '12/15', '2/1/27', 'Dec 15, 2026', '15 Dec')).toEqual([
    '2026-12-15',
    '2026-12-15',
    '2027-02-01',
    '2026-12-15',
    '2026-12-15',
  ])
  expect(days('en-GB', '15/12/2026', '1/2/27', '15 December 2027', 'Sept 3')).toEqual([
    '2026-12-15',
    '2027-02-01',
    '2027-12-15',
    '2026-09-03',
  ])
  expect([days('en-GB', '2026-12-15'), days('de-DE', '2026-12-15')]).toEqual([['2026-12-15'], ['2026-12-15']])
})

test('[REC-1] a day without a year is the nearest to today: of this year, the next or the one before, and the later of two', () => {
  expect(days('en-GB', '5 Jan', '5/1', 'Sept 3', '25 Nov', '15 Dec')).toEqual([
    '2027-01-05',
    '2027-01-05',
    '2026-09-03',
    '2026-11-25',
    '2026-12-15',
  ])
  expect(['20 Dec', '20/12', '5 Jan', '1 Jul', '5 Jul'].map((text) => dayOn('2027-01-03', text, 'en-GB'))).toEqual([
    '2026-12-20',
    '2026-12-20',
    '2027-01-05',
    '2027-07-01',
    '2026-07-05',
  ])
  expect(dayOn('2027-08-31', '1 Mar', 'en-GB')).toBe('2028-03-01')
  expect(dayOn('2027-08-30', '1 Mar', 'en-GB')).toBe('2027-03-01')
  expect(['2026-11-25', '2027-11-25', '2028-11-25', '2029-01-02'].map((day) => dayOn(day, '29 Feb', 'en-GB'))).toEqual([
    'day',
    '2028-02-29',
    '2028-02-29',
    '2028-02-29',
  ])
})

test('[REC-1] near days have the words of the language', () => {
  expect(days('en-GB', 'today', 'Tomorrow', 'yesterday')).toEqual(['2026-11-25', '2026-11-26', '2026-11-24'])
  expect(days('de-DE', 'heute', 'übermorgen')).toEqual(['2026-11-25', '2026-11-27'])
})

test('[REC-1] a day that does not exist, or that would have to be guessed, is refused', () => {
  const bad = [
    '31/02/2026',
    '12/15/2026',
    '15.12.2026',
    '15',
    'Dec',
    '15 Ju',
    '15 Dec 202',
    '15 Dec Jan',
    '15 Dec foo',
    '2026-13-01',
    '0/1/2026',
    'soon',
  ]
  expect(days('en-GB', ...bad)).toEqual(bad.map(() => 'day'))
})

test('[REC-1] the text of a day is read back as the same day', () => {
  for (const locale of ['en-GB', 'en-US', 'de-DE', 'de-AT', 'de-CH', 'en-IN'])
    for (let month = 1; month <= 12; month += 1) {
      const day = `2027-${String(month).padStart(2, '0')}-03`
      expect(days(locale, dayText(day, locale))).toEqual([day])
    }
})

test('[REC-1] a day and time are read in the zone of the user', () => {
  const env = { locale: 'en-GB', today, timeZone: 'Europe/Berlin' }
  const at = (text: string) => {
    const result = parseMoment(text, env)
    return result.ok ? new Date(result.value).toISOString() : result.fault
  }
  expect(['15 Dec 2026, 14:30', '15/07/2026 9 am', 'tomorrow at 12 am', '7:05'].map(at)).toEqual([
    '2026-12-15T13:30:00.000Z',
    '2026-07-15T07:00:00.000Z',
    '2026-11-25T23:00:00.000Z',
    '2026-11-25T06:05:00.000Z',
  ])
  expect(['15 Dec 2026', '15.12', '25:00', '12:60', '13 pm', 'noon', '15 Dec 202614:30'].map(at)).toEqual(Array(7).fill('moment'))
  const german = { ...env, locale: 'de-DE' }
  expect(parseMoment('15.12.2026 14:30 Uhr', german)).toEqual({ ok: true, value: Date.UTC(2026, 11, 15, 13, 30) })
  for (const each of [env, german, { ...env, locale: 'en-US' }]) {
    const instant = Date.UTC(2026, 6, 1, 12, 5)
    expect(parseMoment(momentText(instant, each), each)).toEqual({ ok: true, value: instant })
  }
})
