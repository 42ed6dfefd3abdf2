import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Host } from '@tenure/core'

/** The file with the day on which adding the sample started, kept until it is finished. */
export function markOf(data: string): string {
  return join(data, 'sample-unfinished')
}

/** Whether a start that was to add sample data has not come to its end. */
export function isHalfSeeded(data: string): boolean {
  return existsSync(markOf(data))
}

/** Whether sample data are still to be added: the store is empty, or a kill left it half filled. */
export function needsSample(host: Pick<Host, 'users'>, data: string): boolean {
  return host.users().length === 0 || isHalfSeeded(data)
}
