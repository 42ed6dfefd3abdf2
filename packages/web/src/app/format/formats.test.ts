import { expect, test } from 'vitest'
import { de } from '../../words/de/index.js'
import { en } from '../../words/en/index.js'
import { createFormats } from './formats.js'
import { humanise, initialsOf, letterOf, tintOf } from './names.js'
import { dayIn, daysBetween } from './zone-day.js'

const formats = createFormats({ locale: 'en-GB', timeZone: 'Europe/Berlin', today: '2026-11-21' }, en.format)
const at = (text: string) => Date.parse(text)

test('a day is short in this year, with its year in another, with its weekday within a week', () => {
  expect(formats.day('2026-12-29')).toBe('29 Dec')
  expect(formats.day('2027-01-11')).toBe('11 Jan 2027')
  expect(formats.day('2026-11-24')).toBe('Tue 24 Nov')
  expect(formats.day('2026-11-21')).toBe('21 Nov')
  expect(formats.day('2026-11-28')).toBe('28 Nov')
})

test('a date has its distance beside it', () => {
  expect(formats.distance('2026-12-03')).toBe('12 d')
  expect(formats.distance('2026-11-21')).toBe('Today')
  expect(formats.distance('2026-11-18')).toBe('3 d ago')
  expect(formats.distance('2030-11-21')).toBe('1,461 d')
})

test('a time is written as the language writes it, without a zero before hours of twelve', () => {
  const timeIn = (locale: string) =>
    createFormats({ locale, timeZone: 'UTC', today: '2026-11-21' }, en.format).time(at('2026-11-20T09:05:00Z'))
  expect(['en-US', 'en-GB', 'de-DE'].map((locale) => timeIn(locale).replace(/\s/, ' '))).toEqual(['9:05 AM', '09:05', '09:05'])
})

test('an instant is written by the calendar days of the zone, not by hours', () => {
  expect(formats.ago(at('2026-11-20T22:30:00Z'))).toBe('Yesterday')
  expect(formats.ago(at('2026-11-20T23:30:00Z'))).toBe('Today')
  expect(formats.ago(at('2026-10-14T10:00:00Z'))).toBe('38 d ago')
  expect(formats.ago(at('2026-11-25T10:00:00Z'))).toBe('in 4 d')
})

test('money always shows its currency, and minor units only in a detail where they are not zero', () => {
  expect(formats.money({ amount: '184000.40', currency: 'EUR' })).toBe('€184,000')
  expect(formats.money({ amount: '184000.40', currency: 'EUR' }, 'detail')).toBe('€184,000.40')
  expect(formats.money({ amount: '184000.00', currency: 'EUR' }, 'detail')).toBe('€184,000')
  expect(formats.money({ amount: '4790000', currency: 'EUR' }, 'short')).toBe('€4.79m')
  expect(formats.money({ amount: '-12.5', currency: 'GBP' }, 'detail')).toBe('\u2212£12.50')
})

test('an amount is written digit by digit: it passes through no float', () => {
  expect(formats.money({ amount: '9007199254740993', currency: 'EUR' })).toBe('€9,007,199,254,740,993')
})

test('a locale decides order and separators', () => {
  const german = createFormats({ locale: 'de-DE', timeZone: 'Europe/Berlin', today: '2026-11-21' }, de.format)
  expect(german.day('2027-01-11')).toBe('11. Jan. 2027')
  expect(german.money({ amount: '184000', currency: 'EUR' })).toBe('184.000\u00a0€')
})

test('[SDK-17] words in dates and durations are of the language of the numbers', () => {
  const german = createFormats({ locale: 'de-DE', timeZone: 'Europe/Berlin', today: '2026-11-21' }, de.format)
  expect(['2026-12-03', '2026-11-21', '2026-11-18', '2030-11-21'].map(german.distance)).toEqual(['12 T.', 'Heute', 'vor 3 T.', '1.461 T.'])
  expect(['2026-11-24', '2026-12-29', '2027-01-11'].map(german.day)).toEqual(['Di., 24. Nov.', '29. Dez.', '11. Jan. 2027'])
  expect([german.ago(at('2026-11-20T22:30:00Z')), german.ago(at('2026-11-25T10:00:00Z'))]).toEqual(['Gestern', 'in 4 T.'])
  expect([5, 90, 72 * 60].map((minutes) => german.duration(minutes * 60_000))).toEqual(['5 Min.', '1 Std. 30 Min.', '3 T.'])
})

test('a duration is written in the unit that fits', () => {
  expect(formats.duration(5 * 60_000)).toBe('5 min')
  expect(formats.duration(90 * 60_000)).toBe('1 h 30 min')
  expect(formats.duration(72 * 3_600_000)).toBe('3 d')
})

test('a day belongs to a zone, and days are counted over the change of the clocks', () => {
  expect(dayIn('Pacific/Auckland', at('2026-11-21T12:00:00Z'))).toBe('2026-11-22')
  expect(dayIn('America/Los_Angeles', at('2026-11-21T06:00:00Z'))).toBe('2026-11-20')
  expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2)
})

test('names become initials, a letter and a constant tint', () => {
  expect(initialsOf('Ines Carvalho')).toBe('IC')
  expect(initialsOf('Maria da Silva')).toBe('MS')
  expect(initialsOf('Óscar')).toBe('Ó')
  expect(initialsOf('')).toBe('')
  expect(letterOf('  «halden»')).toBe('H')
  expect(letterOf('***')).toBe('?')
  expect(tintOf('c1')).toBe(tintOf('c1'))
  expect(new Set(Array.from({ length: 200 }, (_, n) => tintOf(`c${n}`)))).toEqual(new Set([1, 2, 3, 4, 5, 6]))
  expect(humanise('lastActivityAt')).toBe('Last activity at')
})

test('what is past says for how long, and what is today or ahead does not', () => {
  expect([formats.past('2026-11-18'), formats.past('2026-11-21'), formats.past('2026-11-22')]).toEqual(['3 d', undefined, undefined])
  expect(formats.past(at('2026-11-19T23:30:00Z'))).toBe('1 d')
})

test('yen are written with their sign alone, other shared signs keep their country', () => {
  expect(formats.money({ amount: '5000000', currency: 'JPY' })).toBe('¥5,000,000')
  expect(formats.money({ amount: '5', currency: 'CNY' })).toBe('CN¥5')
  expect(formats.money({ amount: '5', currency: 'USD' })).toBe('US$5')
})

test('[REV-6] 100 % is written only of a ratio that is exactly 1', () => {
  const { percent } = createFormats({ locale: 'en', timeZone: 'UTC', today: '2026-11-20' }, en.format)
  expect([1, 0.999993, 1.000001, 0.9996, 0.914, 1.0421, 0].map(percent)).toEqual([
    ...['100%', '99.9993%', '100.0001%', '99.96%', '91.4%', '104.2%', '0%'],
  ])
})
