import type { runContract } from '@tenure/core/page'
import type { z } from 'zod'
import type { Words } from '../../words/en/index.js'
import type { Toast, UndoTarget } from '../toast/toast.js'

/** How far a run has come, and what became of its records. */
export type RunReport = z.output<typeof runContract.output>
type RunItem = Pick<RunReport['items'][number], 'part' | 'code' | 'message' | 'details'>
/** What a run does, as its person was shown it. */
export interface RunAbout {
  readonly does: keyof Words['bulk']['run']['going']
  /** The new value as text. */
  readonly to?: string
}
type RunWords = Words['bulk']['run']
type Written = (count: number) => string

/** How many records of a run have been dealt with; those that are missing or were refused too. */
export function behindOf({ done, kept, left, failed, total }: RunReport): number {
  return Math.min(done + kept + left + failed, total ?? Number.POSITIVE_INFINITY)
}

/** What a run does that nobody here began: after a reload, or one of another page. */
export function aboutOf({ kind, name }: Pick<RunReport, 'kind' | 'name'>): RunAbout {
  if (kind === 'undo') return { does: 'undo' }
  const known: Readonly<Record<string, RunAbout['does']>> = { Edit: 'edit', Add: 'add', Archive: 'archive', Restore: 'restore' }
  return { does: (kind === 'bulk' ? known[name] : undefined) ?? 'other' }
}

/** *Assigning 271 of 388 to Ada Okafor*. */
export function titleOf(report: RunReport, { does, to }: RunAbout, words: RunWords, written: Written): string {
  const behind = behindOf(report)
  const title = report.total === undefined ? words.done(written(behind)) : words.going[does](written(behind), written(report.total))
  return to === undefined ? title : `${title} ${words.to(to)}`
}

/** The counts that are not zero, worst last: *267 done*, *3 unchanged*, *1 failed*. */
export function countsOf({ done, kept, left, failed }: RunReport, words: RunWords, written: Written): readonly string[] {
  return [
    words.done(written(done)),
    ...(kept > 0 ? [words.unchanged(written(kept))] : []),
    ...(left + failed > 0 ? [words.failed(written(left + failed))] : []),
  ]
}

/** How many were not done: kept as others left them, or refused. What was so already is no failure, and no item. */
export function notDoneOf({ kept, left, failed, items }: RunReport): number {
  return (items.some(({ outcome }) => outcome === 'kept') ? kept : 0) + left + failed
}

/** Those that were not done, with their names and the reasons, as far as they are known. */
export function failuresOf({ items }: RunReport, words: RunWords): readonly { readonly name: string; readonly why: string }[] {
  return items.map((item) => ({ name: item.title ?? words.notSeen, why: whyOf(item, words) }))
}

/** Why one was not done, in the words of the page: a reason that names its part already is not told which it is about. */
export function whyOf({ part, code = '', message, details = {} }: RunItem, words: RunWords): string {
  const { label, type } = details as { readonly label?: string; readonly type?: string }
  const why = words.because({ code, message, details, label: label ?? part ?? '', type: type ?? '' })
  return part === undefined || label !== undefined ? why : `${part}: ${why}`
}

/** Why a run could not go on. */
export function brokenOf({ problem, reason }: Pick<RunReport, 'problem' | 'reason'>, words: RunWords): string | undefined {
  if (problem === undefined || reason === undefined) return problem
  return words.because({ ...reason, message: problem, label: '', type: '' })
}

/** What became of a run that has ended. It can be undone as one, whatever of it was done. */
export function endToast(report: RunReport, about: RunAbout, words: RunWords, written: Written, show: () => void): Toast {
  const { state, done, group } = report
  const broken = brokenOf(report, words)
  const undo: { readonly undo?: UndoTarget } = done > 0 ? { undo: { group } } : {}
  const ended = words.ended[about.does](done, written(done))
  const title = about.to === undefined ? ended : `${ended} ${words.to(about.to)}`
  if (state === 'failed')
    return { tone: 'refused', title: words.broken, about: title, ...undo, ...(broken !== undefined && { detail: broken }) }
  const stopped = state === 'cancelled' ? { about: words.stopped } : {}
  const counted = [title, ...countsOf(report, words, written).slice(1)].join(', ')
  if (notDoneOf(report) === 0) return { tone: 'done', title: counted, ...stopped, ...undo }
  const failures = failuresOf(report, words)
  const why = whyNot(failures)
  return {
    ...{ tone: 'refused', title: counted, ...stopped, ...undo },
    ...(why !== undefined && { detail: why }),
    ...(failures.length > 1 && { choices: [{ label: words.showFailures, run: show }] }),
  }
}

// The reason that several share, or that of the first, which is named with it.
function whyNot([first, ...others]: ReturnType<typeof failuresOf>): string | undefined {
  if (first === undefined) return undefined
  return others.length > 0 && others.every(({ why }) => why === first.why) ? first.why : `${first.name}: ${first.why}`
}
