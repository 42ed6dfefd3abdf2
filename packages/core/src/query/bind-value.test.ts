import { expect, test } from 'vitest'
import { isTenureError } from '../errors/tenure-error.js'
import type { PropertyKind } from '../schema/value.js'
import { bindExact, bindValue } from './bind-value.js'
import { startBinding } from './binding.js'
import type { OperandData } from './filter-data.js'
import { envOf, propertyOf } from './test-bind-env.js'

const binding = startBinding(envOf(), 'company')
const value = (operand: OperandData, kind: PropertyKind) => bindValue(operand, propertyOf('p', kind), binding, ['value'])
const exact = (operand: OperandData, kind: PropertyKind) => bindExact(operand, propertyOf('p', kind), binding, ['value'])
function refusal(operand: OperandData, kind: PropertyKind): string {
  try {
    value(operand, kind)
  } catch (error) {
    if (!isTenureError(error)) throw error
    expect(error.problem).toEqual({
      code: 'input.invalid',
      message: error.message,
      details: { issues: [{ path: ['value'], message: error.message }] },
    })
    return error.message
  }
  throw new Error('It was not refused.')
}

test('[FLT-11] text is folded to be compared, and kept as it is to be looked for in history', () => {
  expect([value('ÄB', 'string'), value('ÄB', 'text'), value('AB', 'enumeration')]).toEqual(['äb', 'äb', 'AB'])
  expect([exact('ÄB', 'string'), exact('ÄB', 'text')]).toEqual(['ÄB', 'ÄB'])
})

test('[FLT-1] values are compared in their normal form: sets sorted and once, zero without a sign', () => {
  expect(value(['b', 'a', 'b'], 'multi_enumeration')).toEqual(['a', 'b'])
  expect(Object.is(value(-0, 'number'), 0)).toBe(true)
  expect([value(5, 'number'), value(true, 'boolean'), value('2026-01-31', 'date')]).toEqual([5, true, '2026-01-31'])
})

test('[FLT-1] me is the user who asks, and today the day in the zone of that user', () => {
  expect([value({ operand: 'me' }, 'user'), value({ operand: 'today' }, 'date'), value({ operand: 'today' }, 'datetime')]).toEqual([
    ...['u1', '2026-11-21', '2026-11-21'],
  ])
})

test('[FLT-1] what is no value of the property is refused at its place', () => {
  expect(refusal(null, 'string')).toBe('p cannot be compared with null. Use is-unknown to find missing values.')
  expect(refusal({ operand: 'me' }, 'string')).toBe('The operand me does not fit p, which is of the kind string.')
  expect(refusal({ operand: 'me' }, 'date')).toBe('The operand me does not fit p, which is of the kind date.')
  expect(refusal({ operand: 'today' }, 'user')).toBe('The operand today does not fit p, which is of the kind user.')
  expect(refusal('5', 'number')).toMatch(/^p is of the kind number: \S/)
  expect(refusal('2026-02-30', 'date')).toMatch(/^p is of the kind date: \S/)
})
