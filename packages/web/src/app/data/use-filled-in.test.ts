import { expect, test } from 'vitest'
import { fillIn } from './use-filled-in.js'

const asked = { company: { operand: 'current-record' }, days: 30 }

test('the open record takes the place of its operand, and constants stay', () => {
  expect(fillIn(asked, 'c1')).toEqual({ input: { company: 'c1', days: 30 } })
})
test('an input that needs a record waits for one; another does not', () => {
  expect(fillIn(asked, undefined)).toBeUndefined()
  expect(fillIn({ days: 30 }, undefined)).toEqual({ input: { days: 30 } })
})
test('a block without an input asks without one, which is all that a provider without inputs takes', () => {
  expect(fillIn(undefined, 'c1')).toEqual({})
})
