import { expect, test } from 'vitest'
import { fromProblem } from '../base/outcome.js'
import { TenureError } from './tenure-error.js'

const issue = (index: number) => ({ path: ['values', 'x'.repeat(10_000)], message: `Issue ${index} ${'y'.repeat(10_000)}` })

test('[SEC-5] a problem lists at most 20 issues, says how many there are, and shortens every text', () => {
  const issues = Array.from({ length: 5_000 }, (_, index) => issue(index))
  const { problem, message } = new TenureError('input.invalid', issues.map((each) => each.message).join(' '), { issues })
  expect(JSON.stringify(problem).length).toBeLessThan(20_000)
  expect(problem).toMatchObject({ code: 'input.invalid', details: { issues: { length: 20 } } })
  expect(message).toContain('20 of 5000 issues are listed')
  expect(fromProblem(problem).problem).toEqual(problem)
})

test('[SEC-5] a long id in a refusal is shortened, and the newer values of a conflict are whole', () => {
  const id = 'i'.repeat(100_000)
  const missing = new TenureError('record.not-found', `There is no company with the id ${id}.`, { record: { type: 'company', id } })
  expect(JSON.stringify(missing.problem).length).toBeLessThan(3_000)
  const newer = { note: 'n'.repeat(5_000) }
  const conflict = new TenureError('record.conflict', 'Changed.', { record: { type: 'note', id: 'n1' }, newer, version: '2' })
  expect(conflict.problem.details).toEqual({ record: { type: 'note', id: 'n1' }, newer, version: '2' })
})
