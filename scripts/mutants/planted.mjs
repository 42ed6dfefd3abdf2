// `node scripts/mutants/planted.mjs [part of a fault's name or file]`
// Faults in rights, live views, orders, aggregates, undo, merging and bulk work that were put in on purpose: each is to be found by its
// oracle within 100 histories.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from '../check/sources.mjs'
import { firstCatch } from './first-catch.mjs'
import { createTestRunner } from './test-runner.mjs'

const oracles = {
  host: 'packages/core/src/host/oracle/host-oracle.test.ts',
  undo: 'packages/core/src/host/oracle/undo-oracle.test.ts',
  live: 'packages/core/src/live/oracle.test.ts',
}
/** How long an oracle takes where nothing is wrong. */
const usualMs = 60_000
const wanted = process.argv[2] ?? ''
const faults = JSON.parse(readFileSync(new URL('planted.json', import.meta.url), 'utf8')).filter(({ fault, file }) =>
  `${file} ${fault}`.includes(wanted),
)
const runner = createTestRunner(Object.values(oracles), { histories: 100 })
const missed = []
// An oracle that fails by itself would find everything.
for (const oracle of new Set(faults.map(({ oracle }) => oracle))) {
  const failure = await runner.run([path.join(root, oracles[oracle])], 600_000)
  if (failure !== undefined) throw new Error(`${oracles[oracle]} fails without any fault: ${failure.by}. Mend that first.`)
}
for (const { fault, oracle, file, before, after } of faults) {
  const whole = path.join(root, file)
  const text = readFileSync(whole, 'utf8')
  if (text.split(before).length !== 2) throw new Error(`${file} does not have this exactly once: ${before}. Bring planted.json up to date.`)
  const test = { file: path.join(root, oracles[oracle]), ms: usualMs }
  const by = await firstCatch(runner, [test], { file: whole, change: () => text.replace(before, () => after) })
  if (by === undefined) missed.push(fault)
  console.log(`${by === undefined ? 'NOT FOUND' : `found by ${by}`}: ${fault}`)
}
await runner.close()
console.log(`${faults.length - missed.length} of ${faults.length} planted faults are found within 100 histories.`)
process.exit(missed.length === 0 ? 0 : 1)
