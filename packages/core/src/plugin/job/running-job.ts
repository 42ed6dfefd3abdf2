import { from } from 'rxjs'
import type { Clock } from '../../base/clock.js'
import { fromProblem } from '../../base/outcome.js'
import type { Session } from '../../contract/call.js'
import type { Job } from '../../contract/job/job.js'
import type { Activation } from '../activation.js'
import { judge, takeFirst } from '../guard/call-guard.js'
import type { KeyOpener, Stage } from '../key-opener.js'
import { type KeyringEnv, openKeys } from '../keyring.js'
import type { PluginState } from '../plugin-state.js'

/** What a call of a job's code is given besides the words of every call: for which workspace, with which rights, and where it stages. */
export interface JobHolder {
  readonly session: Session
  readonly opener: KeyOpener
  readonly stage?: () => Stage
}
/** A job of an admitted plugin. */
export interface InstalledJob extends Pick<PluginState, 'state' | 'because'> {
  readonly plugin: string
  readonly job: Job
  /** Calls its code with what its keys open. Errors: `plugin.unavailable`, `plugin.broken`, and what the code refuses. */
  readonly call?: <T>(holder: JobHolder, code: (keys: Readonly<Record<string, unknown>>, signal: AbortSignal) => Promise<T>) => Promise<T>
}
/** What calling needs of the host. */
export interface JobEnv extends KeyringEnv {
  readonly clock: Clock
  readonly answerMs: number
  readonly onFault: (plugin: string, contribution: string, cause: unknown) => void
}

/** How the code of a job is called: it has to answer in time, and a fault of it is an error that names the plugin and carries no cause. */
export function callerOf(job: Job, activation: Activation, env: JobEnv): NonNullable<InstalledJob['call']> {
  const { clock, answerMs, onFault } = env
  const plugin = activation.admitted.plugin.id
  const blamed = { plugin, contribution: job, answerMs }
  return async ({ session, opener, stage }, code) => {
    const run = async (signal: AbortSignal) => {
      const keys = openKeys(job, { activation, session, once: true, signal, ...(stage && { stage }) }, { ...env, opener })
      // An answer of nothing is one as well.
      return { answer: await code(keys, signal) }
    }
    try {
      const taken = await takeFirst((signal) => from(run(signal)), { ...blamed, clock, stopped: activation.stopped, onFault })
      return (taken as Awaited<ReturnType<typeof run>>).answer
    } catch (error) {
      const { problem, own } = judge(error, blamed)
      if (own) onFault(plugin, job.id, error)
      throw fromProblem(problem)
    }
  }
}
