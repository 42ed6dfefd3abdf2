import { expect, test } from 'vitest'
import type { z } from 'zod'
import { limitsOf } from '../test-limits.js'
import { expectShape } from '../test-shape.js'
import { cancelRunContract, runContract, runReport, runsContract, undoContract } from './run-contract.js'

test('[BEY-5] a change is undone by its group, or by the action and the key under which it happened', () => {
  const limits = limitsOf(undoContract, { group: 'g' })
  limits.text(['group'], 1, 500)
  const keyed = limitsOf(undoContract, { action: 'acme.x/do', key: 'k' })
  for (const name of ['action', 'key']) {
    keyed.text([name], 1, 500)
    keyed.values([name], [], [undefined])
  }
  keyed.values(['group'], [], ['g'])
})

test('[BEY-5] runs are listed twenty at a time, and looked at and cancelled by their id', () => {
  expect((runsContract.input as z.ZodType).parse({})).toEqual({ limit: 20 })
  limitsOf(runsContract, {}).number(['limit'], 1, 100)
  for (const contract of [runContract, cancelRunContract]) limitsOf(contract, { run: 'r' }).text(['run'], 1, 500)
})

test('[BEY-5] [ACC-11] a report says what was done and what was not, whose run it was, and why it stopped', () => {
  const item = { outcome: 'left', type: 'company', id: 'c1', title: null, part: 'name', message: 'No.', code: 'access.denied', details: {} }
  const full = {
    ...{ run: 'r', name: 'Edit', kind: 'bulk', user: 'anna', group: 'g', state: 'failed', total: 9, done: 4, kept: 1, left: 2, failed: 2 },
    ...{ created: 1, startedAt: 1, endedAt: 2, problem: 'No.', reason: { code: 'record.conflict', details: {} }, items: [item] },
  }
  const lacking = ['user', 'total', 'created', 'endedAt', 'problem', 'reason', 'items.0.part', 'items.0.code', 'items.0.details']
  expectShape(runReport, full, lacking)
  for (const state of ['running', 'done', 'cancelled', 'failed'])
    for (const outcome of ['kept', 'left', 'failed']) expectShape(runReport, { ...full, state, items: [{ ...item, outcome }] }, lacking)
})
