import { expect, test } from 'vitest'
import type { ObjectTypeDefinition } from '../../schema/definition.js'
import type { Values } from '../../schema/value.js'
import type { DraftRecord } from '../draft.js'
import { keepActivityTime } from './keep-activity-time.js'
import { keepOccasion } from './keep-occasion.js'

const meeting = { name: 'meeting', activity: { at: 'at' }, takesPlace: true } as unknown as ObjectTypeDefinition
const call = { name: 'call', activity: { at: 'heldAt' } } as unknown as ObjectTypeDefinition
const company = { name: 'company' } as unknown as ObjectTypeDefinition
const ref = { type: 'meeting', id: 'm1' }
const recordOf = (values: Values, more: Partial<DraftRecord> = {}): DraftRecord => ({
  ...{ ref, before: undefined, values, archived: false, archive: undefined },
  ...more,
})
function occasion(values: Values, more: Partial<DraftRecord> = {}, type = meeting): Values {
  const record = recordOf(values, more)
  keepOccasion(record, type, 'Europe/Berlin')
  return record.values
}
const utc = (text: string) => Date.parse(text)

test('[SCH-3] whole days have the instants around them, in the zone of the meeting or in UTC', () => {
  const days = { startDate: '2026-04-01', endDate: '2026-04-02' }
  expect(occasion(days)).toEqual({ ...days, at: utc('2026-04-01T00:00Z'), endAt: utc('2026-04-03T00:00Z') })
  const zoned = { startDate: '2026-04-01', timeZone: 'Europe/Berlin' }
  expect(occasion(zoned)).toEqual({ ...zoned, at: utc('2026-03-31T22:00Z'), endAt: utc('2026-04-01T22:00Z') })
  expect(occasion({ ...days, at: 5, endAt: 6 })).toMatchObject({ at: utc('2026-04-01T00:00Z'), endAt: utc('2026-04-03T00:00Z') })
})

test('[SCH-3] what repeats by wall times has the zone of its writer, unless it names one or lasts whole days', () => {
  const repeat = 'FREQ=DAILY'
  expect(occasion({ at: 5, repeat })).toEqual({ at: 5, repeat, timeZone: 'Europe/Berlin' })
  expect(occasion({ at: 5, repeat, timeZone: 'UTC' })).toEqual({ at: 5, repeat, timeZone: 'UTC' })
  expect(occasion({ startDate: '2026-04-01', repeat })).not.toHaveProperty('timeZone')
  expect(occasion({ at: 5, repeat: null })).toEqual({ at: 5, repeat: null })
})

test('[SCH-3] what needs nothing, is archived, did not change or takes no place stays the same object', () => {
  const plain = { at: 5 }
  const days = { startDate: '2026-04-01' }
  const done = { ...days, at: utc('2026-04-01T00:00Z'), endAt: utc('2026-04-02T00:00Z') }
  expect(occasion(plain)).toBe(plain)
  expect(occasion(done)).toBe(done)
  expect(occasion(days, { archived: true })).toBe(days)
  expect(occasion(days, { before: { ref, version: '1', values: days } })).toBe(days)
  expect(occasion(days, {}, call)).toBe(days)
})

test('[REC-7] an activity that is recorded without a time happened now, and one that takes place has no time yet', () => {
  const timed = (values: Values, type: ObjectTypeDefinition | undefined, more: Partial<DraftRecord> = {}): Values => {
    const record = recordOf(values, more)
    keepActivityTime(record, type, 7)
    return record.values
  }
  expect(timed({ name: 'A' }, call)).toEqual({ name: 'A', heldAt: 7 })
  expect(timed({ heldAt: null }, call)).toEqual({ heldAt: 7 })
  expect(timed({ heldAt: 3 }, call)).toEqual({ heldAt: 3 })
  expect(timed({}, call, { before: { ref, version: '1', values: {} } })).toEqual({})
  expect([timed({}, meeting), timed({}, company), timed({}, undefined)]).toEqual([{}, {}, {}])
})
