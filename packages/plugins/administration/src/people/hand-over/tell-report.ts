import type { handOverContract } from '@tenure/core/administration'
import type { z } from 'zod'

/** What a hand-over answers. */
export type Report = z.output<NonNullable<typeof handOverContract.output>>
interface How {
  /** The first of what is done is that the user is deactivated. */
  readonly deactivates: boolean
  readonly text: (english: string, values?: Readonly<Record<string, number>>) => string
}
interface Told {
  readonly tone: 'done' | 'refused'
  readonly detail?: string
}
/** So many are named with the reason. */
const named = 3

/** What became of every record of a hand-over: how many have somebody else, how many have not, and why. One that goes on has no report yet: the page follows its run to the end. */
export function tellReport(report: Report, { deactivates, text }: How): Told | undefined {
  const { state, done, kept, left, failed, items, problem } = report
  if (state === 'running') return undefined
  const given = Math.max(0, done - (deactivates ? 1 : 0))
  const not = left + failed
  const all = given + kept + not
  if (all === 0 && problem === undefined) return { tone: 'done' }
  const parts = [
    text('Reassigned: {n} of {all}.', { n: given, all }),
    ...(kept > 0 ? [text('Already with somebody else: {n}.', { n: kept })] : []),
    ...(not > 0 ? [text('Not reassigned: {n}.', { n: not })] : []),
    ...items.slice(0, named).map(({ title, message }) => (title === null ? text(message) : `${title}: ${text(message)}`)),
    ...(problem === undefined ? [] : [text(problem)]),
  ]
  return { tone: not > 0 || problem !== undefined ? 'refused' : 'done', detail: parts.join(' ') }
}
