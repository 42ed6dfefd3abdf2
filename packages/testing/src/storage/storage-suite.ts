import { type StorageAdapter, TenureError } from '@tenure/core/adapter'
import type { Check, StorageSuiteOptions, Suite, Test, TestContext } from './check.js'
import { aggregateChecks } from './checks/aggregate-checks.js'
import { backupChecks } from './checks/backup-checks.js'
import { commitChecks } from './checks/commit-checks.js'
import { durabilityChecks } from './checks/durability-checks.js'
import { feedChecks } from './checks/feed-checks.js'
import { fuzzChecks } from './checks/fuzz-checks.js'
import { historyChecks } from './checks/history-checks.js'
import { lifecycleChecks } from './checks/lifecycle-checks.js'
import { linkedChecks } from './checks/linked-checks.js'
import { planChecks } from './checks/plan-checks.js'
import { queryChecks } from './checks/query-checks.js'
import { valueChecks } from './checks/value-checks.js'
import { volumeChecks } from './checks/volume-checks.js'
import { windowChecks } from './checks/window-checks.js'
import { writeChecks } from './checks/write-checks.js'
import { Kit } from './kit.js'

/**
 * The checks of a storage adapter; `SPEC.md` beside this file says what each looks at.
 *
 * A check that needs what the store does not claim is skipped through the runner's context, its note ends in ` (not claimed)`.
 * Errors: `internal.invariant` from a check that fails; `storage.refused` from one that is not claimed, where the runner cannot skip.
 */
export const storageSuite: Suite<StorageSuiteOptions> = Object.freeze({
  run(options: StorageSuiteOptions, test: Test) {
    for (const check of checks) test(check.name, (context) => keepRunning(() => runCheck(check, options, context)))
  },
})

const checks: readonly Check[] = [
  ...lifecycleChecks,
  ...valueChecks,
  ...queryChecks,
  ...windowChecks,
  ...fuzzChecks,
  ...planChecks,
  ...aggregateChecks,
  ...writeChecks,
  ...linkedChecks,
  ...feedChecks,
  ...historyChecks,
  ...commitChecks,
  ...durabilityChecks,
  ...volumeChecks,
  ...backupChecks,
]

// Node's runner gives a test up when nothing is open that keeps a process running, and a store may wait for a change without that.
async function keepRunning(work: () => Promise<void>): Promise<void> {
  const timer = setInterval(() => {}, 60_000)
  try {
    await work()
  } finally {
    clearInterval(timer)
  }
}
async function runCheck(check: Check, options: StorageSuiteOptions, context?: TestContext): Promise<void> {
  const opened: Kit[] = []
  const openKit = (kit: Kit): Promise<Kit> => {
    opened.push(kit)
    return kit.open()
  }
  const another = async (open = options.open): Promise<Kit> => (await openKit(new Kit(await open()))).declare()
  const reopen = (adapter: StorageAdapter, { clock, model }: Kit): Promise<Kit> => openKit(new Kit(adapter, clock, model))
  try {
    const kit = await another()
    if (check.needs?.(kit.adapter, options) === false) skip(check.name, kit.adapter.kind, context)
    else await check.run({ kit, options, another, reopen })
  } finally {
    for (const { adapter } of opened) await adapter.close()
  }
}

function skip(name: string, kind: string, context: TestContext | undefined): void {
  const note = `${name} (not claimed)`
  if (context?.skip === undefined) throw new TenureError('storage.refused', `The store ${kind}: ${note}.`, { capability: name })
  context.skip(note)
}
