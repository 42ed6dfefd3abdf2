import { useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import type { ShownAlert } from './shown-alert.js'
import type { Context } from './use-alert-acts.js'
import { type Moved, useCause } from './use-cause.js'

/** As many causes are named. */
const most = 2

/** Why: what moved the score most, as its explanation says. Where there is none to be had, the score of now and when the alert is due. */
export function AlertCause({ alert, context }: { readonly alert: ShownAlert; readonly context: Context }): ReactNode {
  const text = useText()
  const { customer, dueAt, from, to } = alert
  const moved = useCause(alert, context)
  const fell = rank[to] < rank[from]
  const told = byCriterion(moved?.causes ?? [])
    .filter(({ points }) => (fell ? points < 0 : points > 0))
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points))
    .slice(0, most)
    .map(({ label, points }) => `${text(label)} ${points < 0 ? '\u2212' : '+'}${context.formats.number(Math.abs(points))}`)
  const now = customer.score === null ? [] : [text('Score {score} now', { score: Math.floor(customer.score) })]
  const due = dueAt === null ? [] : [text('due {day}', { day: context.formats.dayOf(dueAt) })]
  return [...(told.length > 0 ? told : now), ...due].join(' · ')
}

const rank = { 'at-risk': 0, neutral: 1, healthy: 2 } as const

/** The causes of one criterion as one; what has no name, such as what is no longer recorded, is left to the whole account. */
function byCriterion(causes: Moved['causes']): readonly { readonly label: string; readonly points: number }[] {
  const sums = new Map<string, { label: string; points: number }>()
  for (const { of, label, points } of causes) if (label !== '') sums.set(of, { label, points: (sums.get(of)?.points ?? 0) + points })
  return [...sums.values()]
}
