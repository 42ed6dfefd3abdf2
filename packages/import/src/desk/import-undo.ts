import type { Host } from '@tenure/core'
import { values } from '@tenure/core/contract'
import { runContract } from '@tenure/core/page'
import { type Subscription, takeWhile } from 'rxjs'
import type { ImportJob, ImportUndo } from './import-job.js'

/** Notes in the job how far taking it back has come, until that ends. */
export function followUndo(host: Pick<Host, 'as'>, job: ImportJob, begun: ImportUndo): Subscription {
  const { run, user } = begun
  return host
    .as(user)
    .watch(runContract, { run })
    .pipe(
      values(),
      takeWhile(({ state }) => state === 'running', true),
    )
    .subscribe({
      next: ({ state, done, total, kept, left, failed }) =>
        void job.noteUndo({ run, user, state, done, kept, left, failed, ...(total !== undefined && { total }) }),
      // Its user may no longer see it. What it does goes on; another undo finds out what is left to do.
      error: () => void job.noteUndo({ ...(job.state.undo ?? begun), state: 'failed' }),
    })
}
