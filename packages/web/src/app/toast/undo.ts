import { undoContract } from '@tenure/core/page'
import type { Words } from '../../words/en/index.js'
import type { Source } from '../data/source.js'
import { type RunReport, whyOf } from '../run/run-text.js'
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
  return reportToast(outcome.value, words)
}

/** What was kept and left is named, with the first reasons (BEY-5). */
function reportToast({ state, kept, left, failed, items }: RunReport, { write: words, bulk }: Words): Toast {
  if (state === 'running') return { tone: 'done', title: words.undoGoesOn }
  if (kept + left + failed === 0) return { tone: 'done', title: words.undone }
  const reasons = items.slice(0, 3).map(({ title, ...item }) => {
    const why = whyOf(item, bulk.run)
    return title === null ? why : `${title}: ${why}`
  })
  return { tone: 'refused', title: words.partlyUndone(kept, left + failed), detail: reasons.join(' ') }
}
