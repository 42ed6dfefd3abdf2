import { expect, test } from 'vitest'
import type { ObjectTypeDefinition } from '../../schema/definition.js'
import type { Values } from '../../schema/value.js'
import type { DraftRecord } from '../draft.js'
import { changeDetail } from './change-detail.js'

const user = { name: 'user', properties: [{ name: 'seat', kind: 'boolean', label: 'Service seat' }] } as unknown as ObjectTypeDefinition
const recordOf = (type: string, values: Values, before?: Values): DraftRecord => {
  const ref = { type, id: 'x' }
  return { ref, before: before && { ref, version: '1', values: before }, values, archived: false, archive: undefined }
}
const detail = (values: Values, changed: readonly string[], type: ObjectTypeDefinition | undefined = user) =>
  changeDetail(recordOf('user', values), changed, type)

test('[SEC-13] a change is named by the labels of its properties, in their order, or by their names as labels', () => {
  expect(detail({ seat: 'x', primaryTeam: 't' }, ['seat', 'primaryTeam'])).toBe('Service seat, Primary team')
  expect(detail({ seat: true, name: 'A' }, ['seat', 'name'])).toBe('Service seat, Name')
  expect(changeDetail(recordOf('user', { seat: null }), ['seat'], undefined)).toBe('Seat')
  expect(detail({}, [])).toBe('')
})

test('[SEC-13] of one property alone a yes or no is written out, and no other value', () => {
  expect(detail({ seat: true }, ['seat'])).toBe('Service seat: no to yes')
  expect(detail({ seat: false }, ['seat'])).toBe('Service seat: yes to no')
  expect(detail({ seat: null }, ['seat'])).toBe('Service seat')
  expect(detail({ email: 'a@example.com' }, ['email'])).toBe('Email')
})

test('[SEC-13] saved settings are named by the fields that are other than before', () => {
  const saved = (after: unknown, before?: unknown) =>
    changeDetail(
      recordOf('setting', { data: after as never }, before === undefined ? undefined : { data: before as never }),
      ['data'],
      user,
    )
  expect(saved({ followUpDays: 5, owners: ['a'] }, { followUpDays: 7, owners: ['a'] })).toBe('Follow up days')
  expect(saved({ added: 1 }, { removed: 1 })).toBe('Removed, Added')
  expect(saved({ owners: ['a', 'b'] }, { owners: ['a'] })).toBe('Owners')
  expect(saved({ a: 1 }, { a: 1 })).toBeUndefined()
  expect(saved({ a: 1 })).toBe('A')
  expect([saved(null, { a: 1 }), saved([1], [2]), saved('x', 'y')]).toEqual(['A', undefined, undefined])
})
