import type { Clock } from '../base/clock.js'
import { pause } from '../base/pause.js'
import { isTenureError } from '../errors/tenure-error.js'
import type { CommitResult, IO, StorageAdapter, WriteBatch } from '../storage/adapter.js'

const mostRepeats = 5
const firstPauseMs = 100
const longestPauseMs = 5_000

/** Who commits, and whose time passes between two attempts. */
export interface PatientOptions {
  readonly adapter: StorageAdapter
  readonly clock: Clock
  readonly io: IO
  /** Ends the pauses: after that nothing is repeated. */
  readonly patience: AbortSignal
}

/**
 * Commits a batch, and repeats it under its key while the store asks for patience or does not say what became of it: after the pause that
 * the store names, at most 5 s, and five times at most. The answer is `unknown` wherever the batch may have been written.
 */
export async function commitPatiently(
  { adapter, clock, io, patience }: PatientOptions,
  batch: WriteBatch,
): Promise<{ readonly result: CommitResult; readonly repeats: number }> {
  let isLost = false
  for (let repeats = 0; ; repeats++) {
    const result = await commitOnce(adapter, batch, io)
    if (result.ok) return { result, repeats }
    isLost ||= result.because === 'unknown'
    const isOpen = result.because === 'unknown' || result.because === 'retry'
    // A store that keeps no keys cannot know its own write again: what stopped the repetition may be that write.
    if (!isOpen) return { result: isLost && adapter.capabilities.atomic !== 'batch' ? unknown : result, repeats }
    const isRepeatable = result.because === 'retry' || batch.key !== undefined || adapter.capabilities.atomic !== 'batch'
    if (repeats === mostRepeats || patience.aborted || !isRepeatable) return { result: isLost ? unknown : result, repeats }
    const ms = result.retryAfterMs ?? firstPauseMs * 2 ** repeats
    await pause(clock, Math.min(longestPauseMs, Math.max(1, ms)), patience)
  }
}

const unknown: CommitResult = { ok: false, because: 'unknown' }

async function commitOnce(adapter: StorageAdapter, batch: WriteBatch, io: IO): Promise<CommitResult> {
  try {
    return await adapter.commit(batch, io)
  } catch (error) {
    if (isTenureError(error)) throw error
    return unknown
  }
}
