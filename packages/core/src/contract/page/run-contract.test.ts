import { expect, test } from 'vitest'
import type { z } from 'zod'
import { limitsOf } from '../test-limits.js'
import { cancelRunContract, runContract, runsContract, undoContract } from './run-contract.js'

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
