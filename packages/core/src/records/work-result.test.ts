import { expect, test } from 'vitest'
import { reasonOf } from './work-result.js'

test('[BEY-5] a reason says of a problem what a sentence needs: words, numbers and places, and no values of records', () => {
  const details = { property: 'city', max: 5, isLast: false, newer: { city: 'Graz' }, list: ['a'], nothing: null }
  const place = Symbol('at')
  const issues = [
    { path: ['values', 0, place], message: 'Graz is no city.' },
    { path: [], message: 'X' },
  ]
  const reason = reasonOf({ code: 'input.invalid', message: 'M', details: { ...details, issues } } as never)
  expect(reason).toEqual({
    code: 'input.invalid',
    message: 'M',
    details: { property: 'city', max: 5, isLast: false, issues: [{ path: ['values', 0, 'Symbol(at)'] }, { path: [] }] },
  })
  expect(reasonOf({ code: 'record.taken', message: 'M', details: { property: 'id' } })).toEqual({
    code: 'record.taken',
    message: 'M',
    details: { property: 'id' },
  })
})
