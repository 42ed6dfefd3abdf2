import { getValue, type Host, TenureError } from '@tenure/core'
import { runsContract } from '@tenure/core/page'
import { administratorOf } from '../administrator-of.js'
import type { Terminal } from '../terminal.js'
import { undoAsOne } from '../undo-command.js'
import { sampleSource } from './sample-row.js'

/** What became of taking the sample out. */
export interface SampleTakenOut {
  readonly done: number
  /** What stays, because people changed it since or need it, by name, with the first reason; the first of them. */
  readonly kept: readonly { readonly type: string; readonly title: string; readonly reason: string }[]
  /** How many changes stay. */
  readonly left: number
}

/**
 * Takes what the sample made back, as one: the undo of its import, which the page does by the same contract. What people changed since stays.
 * Errors: `record.not-found` where the workspace has no sample.
 */
export async function takeSampleOut(host: Host, admin: string): Promise<SampleTakenOut> {
  const runs = getValue(await host.as(admin).read(runsContract, { limit: 100 }))
  const sample = runs.find(({ kind, name }) => kind === 'import' && name === `Import of ${sampleSource}`)
  if (sample === undefined)
    throw new TenureError('record.not-found', 'There is no sample in this workspace.', { record: { type: 'run', id: sampleSource } })
  const { done, kept, left, failed, items } = await undoAsOne(host, admin, sample.group)
  return {
    done,
    left: kept + left + failed,
    kept: [...new Map(items.map((item) => [`${item.type} ${item.id}`, item])).values()].map(({ type, title, id, message }) => ({
      type,
      title: title ?? id,
      reason: message,
    })),
  }
}

/** Runs `tenure sample out`: as a super admin of the workspace, one that the sample did not bring where there is one. */
export async function sayTakenOut(host: Host, terminal: Terminal): Promise<void> {
  const { done, kept, left } = await takeSampleOut(host, administratorOf(host))
  terminal.out(`${done} changes of the sample are taken back. ${left} stay.`)
  for (const { type, title, reason } of kept) terminal.out(`  ${type} ${title}: ${reason}`)
}
