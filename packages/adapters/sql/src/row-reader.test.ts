import { expect, test } from 'vitest'
import { setOwn } from './row-reader.js'

test('a property is set under its name, also under that of the prototype', () => {
  const values = {}
  for (const name of ['name', '__proto__']) setOwn(values, name, 'x')
  expect(Object.getOwnPropertyDescriptors(values)).toEqual({
    name: { value: 'x', enumerable: true, configurable: true, writable: true },
    ['__proto__']: { value: 'x', enumerable: true, configurable: true, writable: true },
  })
  expect(Object.getPrototypeOf(values)).toBe(Object.prototype)
})
