import type { Host } from '@tenure/core'
import { firstValueFrom } from 'rxjs'
import { administratorOf } from '../administrator-of.js'
import type { Terminal } from '../terminal.js'
import { takenBackText } from '../undo-command.js'
import { sampleRows } from './sample-rows.js'

/** What became of taking the sample out. */
export interface SampleTakenOut {
  readonly done: number
  /** What stays, because people changed it since or need it, by name, with the first reason; the first of them. */
  readonly kept: readonly { readonly type: string; readonly title: string; readonly reason: string }[]
  /** How many changes stay. */
  readonly left: number
}

/**
 * Takes what the sample brought back, as one, by the same run as the page. What people changed since stays.
 * Errors: `record.not-found` where the workspace has no sample.
 */
export async function takeSampleOut(host: Host, admin: string): Promise<SampleTakenOut> {
  const rows = await host.openRows(sampleRows)
  await rows.takeOut(admin)
  await host.idle()
  const { out } = await firstValueFrom(rows.watch(admin))
  const { done, kept, left, failed, items } = out ?? { done: 0, kept: 0, left: 0, failed: 0, items: [] }
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
  terminal.out(takenBackText(done, left))
  for (const { type, title, reason } of kept) terminal.out(`  ${type} ${title}: ${reason}`)
}
