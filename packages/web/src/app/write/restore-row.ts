import { restoreRecordContract } from '@tenure/core/page'
import type { Words } from '../../words/en/index.js'
import type { Source } from '../data/source.js'
import type { Toasts } from '../toast/toasts.js'

interface RestoreTools {
  readonly source: Pick<Source, 'act'>
  readonly toasts: Toasts
  /** What is said then. */
  readonly words: { readonly restored: string; readonly refused: string; readonly problem: Words['problem'] }
}

/** Restores an archived record and says so, with *Undo*, or why not. */
export async function restoreRow(
  record: { readonly type: string; readonly id: string },
  about: string,
  tools: RestoreTools,
): Promise<void> {
  const { source, toasts, words } = tools
  const key = crypto.randomUUID()
  const outcome = await source.act(restoreRecordContract, record, { key })
  if (outcome.ok) toasts.show({ tone: 'done', title: words.restored, about, undo: { action: restoreRecordContract.id, key } })
  else toasts.show({ tone: 'refused', title: words.refused, about, detail: words.problem(outcome.problem) })
}
