import fc from 'fast-check'
import { expect, test } from 'vitest'
import { faultOf } from './test-history.js'
import { turn } from './test-world.js'

const histories = Number(process.env['TENURE_ORACLE_HISTORIES'] ?? 12)
const seed = Number(process.env['TENURE_ORACLE_SEED'] ?? Date.now() % 1_000_000_000)
process.stdout.write(`oracle of scores: ${histories} histories from seed ${seed}\n`)

// One process alone stores scores with the changes that move them.
test.each([
  ['two processes', 2],
  ['one process alone', 1],
] as const)(
  '[HS-8] [HS-7] [BEY-2] whatever is done in %s, every score that is kept is the one worked out afresh',
  {
    timeout: 600_000,
  },
  async (_, processes) => {
    const history = fc.array(turn, { minLength: 1, maxLength: 16, size: 'max' })
    const check = fc.asyncProperty(history, async (turns) => {
      expect(await faultOf(turns, { processes })).toBeUndefined()
    })
    await fc.assert(check, { numRuns: histories, seed, interruptAfterTimeLimit: 500_000 })
  },
)
