import { undoContract } from '@tenure/core/page'
import type { Words } from '../../words/en/index.js'
import type { Source } from '../data/source.js'
import type { RunReport } from '../run/run-text.js'
import type { Toast, UndoTarget } from './toast.js'

/** Takes it back, and says what became of it. What takes longer is followed as a run. */
export async function undoToast(
  source: Pick<Source, 'act'>,
  target: UndoTarget,
  words: Words,
  follow: (report: RunReport) => void,
): Promise<Toast> {
  const outcome = await source.act(undoContract, target)
  if (!outcome.ok) return { tone: 'refused', title: words.write.notUndone, detail: words.problem(outcome.problem) }
  if (outcome.value.state === 'running') follow(outcome.value)
  return reportToast(outcome.value, words.write)
}

/** What was kept and left is named, with the first reasons (BEY-5). */
function reportToast({ state, kept, left, failed, items }: RunReport, words: Words['write']): Toast {
  if (state === 'running') return { tone: 'done', title: words.undoGoesOn }
  if (kept + left + failed === 0) return { tone: 'done', title: words.undone }
  const reasons = items.slice(0, 3).map(({ title, message }) => (title === null ? message : `${title}: ${message}`))
  return { tone: 'refused', title: words.partlyUndone(kept, left + failed), detail: reasons.join(' ') }
}
