import { expect, test } from 'vitest'
import { describeCause } from './describe-cause.js'

test('[SDK-5] what was thrown is text, with its stack and the causes behind it', () => {
  const inner = new TypeError('inner')
  const outer = new Error('outer', { cause: inner })
  expect(describeCause(outer)).toBe(`${outer.stack}\ncaused by ${inner.stack}`)
  expect([describeCause('text'), describeCause(undefined), describeCause({ a: 1 })]).toEqual(['text', 'undefined', '[object Object]'])
  const bare = new Error('bare')
  Object.assign(bare, { stack: undefined })
  expect(describeCause(bare)).toBe('bare')
})

test('[SDK-5] a cause that is its own, has no text or throws in it is shown all the same', () => {
  const own = new Error('own')
  own.cause = own
  expect(describeCause(own).match(/Error: own/g)).toHaveLength(6)
  const throwing = {
    toString() {
      throw new Error('no')
    },
  }
  expect([describeCause(Object.create(null)), describeCause(throwing)]).toEqual(Array(2).fill('something that cannot be shown as text'))
})
