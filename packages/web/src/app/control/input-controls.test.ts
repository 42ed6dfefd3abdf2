import { expect, test } from 'vitest'
import { askedInput, type Control, withInput } from './input-controls.js'

const id = 'acme.x/list'
const overdue: Control = { field: 'onlyOverdue', kind: 'boolean', required: false, initial: false }
const days: Control = { field: 'days', kind: 'integer', required: false, initial: 90 }
const mood: Control = { field: 'mood', kind: 'choice', required: false, choices: ['good', 'bad'] }
const from: Control = { field: 'from', kind: 'day', required: false }
const all = [overdue, days, mood, from]
const chosen = (values: Readonly<Record<string, string>>, provider = id) =>
  Object.entries(values).map(([field, value]) => ({ provider, field, value }))

test('[SDK-3] a source is asked with what the person chose, over what the block says', () => {
  expect(askedInput(id, { days: 90 }, all, chosen({ onlyOverdue: 'true', days: '30', mood: 'bad', from: '2026-11-01' }))).toEqual({
    days: 30,
    onlyOverdue: true,
    mood: 'bad',
    from: '2026-11-01',
  })
  expect(askedInput(id, { days: 90 }, all, chosen({ days: '30' }, 'acme.x/other'))).toEqual({ days: 90 })
  expect(askedInput(id, undefined, [], chosen({ days: '30' }))).toBeUndefined()
})
test('[SDK-3] what an address says of a control is left out where it is of another kind', () => {
  const wrong = chosen({ onlyOverdue: 'perhaps', days: '3.5', mood: 'sad', from: 'tomorrow', unknown: 'x' })
  expect(askedInput(id, { days: 90 }, all, wrong)).toEqual({ days: 90 })
})
test('[SDK-3] what a control begins with is not kept in the address', () => {
  const on = withInput(id, overdue, 'true', [])
  expect(on).toEqual(chosen({ onlyOverdue: 'true' }))
  expect(withInput(id, overdue, 'false', on)).toEqual([])
  expect(withInput(id, days, '', withInput(id, days, '30', on))).toEqual(on)
})
