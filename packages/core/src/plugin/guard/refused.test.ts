import { expect, test } from 'vitest'
import type { Session } from '../../contract/call.js'
import type { Problem } from '../../errors/tenure-error.js'
import { noted, noteRefused, type RefusedEnv } from './refused.js'

const anna: Session = { user: 'anna', workspace: 'main', timeZone: 'UTC', locale: 'en' }
const denied: Problem = { code: 'access.denied', message: 'Not yours.', details: { missing: 'x' } }
const gone: Problem = { code: 'record.not-found', message: 'Gone.', details: { record: { type: 'company', id: 'c' } } }

/** Two contributions, one with a title, and what was noted of them. */
function bench() {
  const told: unknown[] = []
  const contributions = new Map<string, object>([
    ['acme.x/do', { title: 'Do it' }],
    ['acme.x/list', {}],
  ])
  const env: RefusedEnv = {
    onRefused: (...given) => told.push(given),
    find: (id) => (contributions.has(id) ? { contribution: contributions.get(id) as never } : undefined),
  }
  return { env, told }
}

test('[SEC-13] a refusal for want of a right is noted with what was called; nothing else is, and no place that is not there', () => {
  const { env, told } = bench()
  for (const id of ['acme.x/do', 'acme.x/list', 'made/up']) noteRefused(env, anna, id, denied)
  noteRefused(env, anna, 'acme.x/do', gone)
  expect(told).toEqual([
    [anna, { id: 'acme.x/do', title: 'Do it' }, denied],
    [anna, { id: 'acme.x/list' }, denied],
  ])
  expect(noteRefused({ ...env, onRefused: undefined }, anna, 'acme.x/do', denied)).toBeUndefined()
})

test('[SEC-13] the answer of a call passes through, noted where it is a refusal', async () => {
  const { env, told } = bench()
  const [fine, refusal] = [{ ok: true, value: 1 } as const, { ok: false, problem: denied } as const]
  expect(await noted(env, anna, 'acme.x/do', Promise.resolve(fine))).toBe(fine)
  expect(told).toEqual([])
  expect(await noted(env, anna, 'acme.x/do', Promise.resolve(refusal))).toBe(refusal)
  expect(told).toHaveLength(1)
})
