import { expect, test } from 'vitest'
import { compileDateFormat, shapeOf } from './date-format.js'

const reasonOf = (format: string) => {
  const compiled = compileDateFormat(format)
  return 'reason' in compiled ? compiled.reason : undefined
}
const read = (format: string, text: string) => {
  const compiled = compileDateFormat(format)
  return 'read' in compiled ? compiled.read(text) : compiled.reason
}
const minute = 60_000

test('[SDK-11] a format that cannot be used says why', () => {
  expect(reasonOf('YYYY-MM-DD EEE')).toMatch(/^The part EEE is not known\. It may have YYYY MM M DD/)
  expect(reasonOf('YYYY-MM-DD M')).toBe('It names the month twice.')
  expect(reasonOf('MM-DD')).toBe('It lacks the year.')
  expect(reasonOf('YYYY-DD')).toBe('It lacks the month.')
  expect(reasonOf('YYYY-MM')).toBe('It lacks the day.')
  for (const format of ['YYYY-MM-DD hh', 'YYYY-MM-DD HH A']) expect(reasonOf(format)).toBe('Hours of 12 (h, hh) and A belong together.')
  for (const format of ['YYYY-MM-DD', 'D/M/YYYY h:mm A', 'YYYY-MM-DDTHH:mm:ss.SSSZ']) expect(reasonOf(format)).toBeUndefined()
})

test('[SDK-11] every part of a format is read, to the millisecond', () => {
  const day = '2024-02-03'
  expect(read('YYYY-MM-DD HH:mm:ss.SSS', '2024-02-03 23:59:59.007')).toEqual({ day, milliseconds: 86_399_007 })
  expect(read('M/D/YYYY H:mm', '2/3/2024 7:05')).toEqual({ day, milliseconds: 425 * minute })
  expect(read('DD.MM.YYYY hh:mm A', '03.02.2024 01:00 pm')).toEqual({ day, milliseconds: 13 * 60 * minute })
  expect(read('D.M.YYYY h A', '3.2.2024 12 AM')).toEqual({ day, milliseconds: 0 })
  expect(read('D.M.YYYY h A', '3.2.2024 12 PM')).toEqual({ day, milliseconds: 720 * minute })
})

test('[SDK-11] an offset counts its hours and minutes, with its sign', () => {
  const offset = (text: string) => (read('YYYY-MM-DDTHHZ', `2024-02-03T10${text}`) as { offsetMinutes?: number }).offsetMinutes
  expect(['Z', '+02:30', '-02:30', '+0530', '-1000'].map(offset)).toEqual([0, 150, -150, 330, -600])
})

test('[SDK-11] a day or a time that does not exist is not taken for text of another format', () => {
  const format = 'YYYY-MM-DD HH:mm:ss'
  for (const text of ['2024-02-30 00:00:00', '2024-13-01 00:00:00', '2024-01-01 24:00:00', '2024-01-01 00:60:00', '2024-01-01 00:00:60'])
    expect([text, read(format, text)]).toEqual([text, 'no such day'])
  for (const text of ['2024-02-03', ' 2024-02-03 00:00:00', '2024-02-03 00:00:000', '2024/02/03 00:00:00'])
    expect([text, read(format, text)]).toEqual([text, undefined])
  for (const hour of ['0', '13']) expect(read('YYYY-MM-DD h A', `2024-01-01 ${hour} AM`)).toBe('no such day')
  expect(read('YYYY.MM.DD', '2024x02x03')).toBeUndefined()
})

test('[SDK-11] formats that read one text in two ways have one shape', () => {
  expect(shapeOf('M/D/YYYY')).toBe(shapeOf('DD/MM/YYYY'))
  expect(shapeOf('M/D/YYYY')).not.toBe(shapeOf('YYYY/M/D'))
})
