import { expect, test } from 'vitest'
import { FirstAdminCode } from './first-admin-code.js'

test('[SEC-2] a code is four groups of six letters and digits that nobody confuses, and another one each time', () => {
  const codes = Array.from({ length: 50 }, () => new FirstAdminCode().text)
  for (const code of codes) expect(code).toMatch(/^([a-hjkmnp-z2-9]{6}-){3}[a-hjkmnp-z2-9]{6}$/)
  expect(new Set(codes).size).toBe(50)
  expect(new Set(codes.join('').replaceAll('-', '')).size).toBe(31)
})

test('[SEC-2] a code is good once, as people write it; a wrong one uses nothing up, and a failure gives it back', () => {
  const code = new FirstAdminCode()
  expect([code.take(''), code.take(`${code.text}x`), code.take(code.text.slice(1)), code.isGood]).toEqual([false, false, false, true])
  expect([code.take(` ${code.text.toUpperCase()}\n`), code.isGood, code.take(code.text)]).toEqual([true, false, false])
  code.restore()
  expect([code.isGood, code.take(code.text), code.isGood]).toEqual([true, true, false])
})
