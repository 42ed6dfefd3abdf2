import { expect, test } from 'vitest'
import { z } from 'zod'
import { validate } from '../../errors/validate.js'
import { rememberRows } from '../../schema/remember-rows.js'
import { checkOnce } from './check-once.js'

const windowSchema = () => z.strictObject({ rows: z.array(rememberRows(z.strictObject({ id: z.string() }))), total: z.int() })
const aWindow = (ids: string, total = ids.length) =>
  Object.freeze({ rows: Object.freeze([...ids].map((id) => Object.freeze({ id }))), total })

function counting(schema = windowSchema()) {
  const counted = { checks: 0 }
  const check = (answer: unknown) =>
    checkOnce(schema, answer, () => {
      counted.checks++
      const result = validate<unknown>(schema, answer)
      if (!result.ok) throw new Error('off the schema')
      return result.value
    })
  return Object.assign(counted, { check })
}

test('a frozen answer is checked once, and gives the same frozen object each time', () => {
  const counted = counting()
  const answer = aWindow('ab')
  const values = [1, 2, 3].map(() => counted.check(answer))
  expect(counted.checks).toBe(1)
  expect(new Set(values).size).toBe(1)
  expect(values[0]).toEqual(answer)
  expect([Object.isFrozen(values[0]), Object.isFrozen((values[0] as typeof answer).rows)]).toEqual([true, true])
})

test('another schema checks the same answer again', () => {
  const [one, other] = [counting(), counting()]
  const answer = aWindow('ab')
  expect(one.check(answer)).not.toBe(other.check(answer))
  expect(other.checks).toBe(1)
})

test('an answer that can still change is checked each time', () => {
  const counted = counting()
  const rows = [Object.freeze({ id: 'a' })]
  const open = [{ rows, total: 1 }, Object.freeze({ rows, total: 1 }), Object.freeze({ rows: Object.freeze([{ id: 'a' }]), total: 1 })]
  for (const answer of [...open, ...open]) counted.check(answer)
  expect(counted.checks).toBe(6)
})

test('a frozen answer off its schema is refused each time', () => {
  const counted = counting()
  const wrong = aWindow('a', 0.5)
  for (let time = 0; time < 2; time++) expect(() => counted.check(wrong)).toThrow('off the schema')
})
