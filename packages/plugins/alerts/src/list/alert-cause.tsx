import type { healthContract } from '@tenure/core/health'
import { useLive, useText } from '@tenure/web/parts'
import { type ReactNode, useMemo } from 'react'
import type { ShownAlert } from './shown-alert.js'
import type { Context } from './use-alert-acts.js'

/** As many causes are named. */
const most = 2

/** Why: what moved the score most, as its explanation says. Where there is none to be had, the score of now and when the alert is due. */
export function AlertCause({ alert, context }: { readonly alert: ShownAlert; readonly context: Context }): ReactNode {
  const text = useText()
  const { customer, dueAt, from, to } = alert
  const { type, id } = customer
  const health = useLive(useMemo(() => context.watch<typeof healthContract>('tenure.core/health', { type, id }), [type, id]))?.value
  const fell = rank[to] < rank[from]
  const causes = health?.state === 'scored' ? (health.change?.causes ?? []) : []
  const told = causes
    .filter(({ points }) => (fell ? points < 0 : points > 0))
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points))
    .slice(0, most)
    .map(({ label, points }) => `${label} ${points < 0 ? '\u2212' : '+'}${context.formats.number(Math.abs(points))}`)
  const now = customer.score === null ? [] : [text('Score {score} now', { score: Math.floor(customer.score) })]
  const due = dueAt === null ? [] : [text('due {day}', { day: context.formats.dayOf(dueAt) })]
  return <div className="a2 cut">{[...(told.length > 0 ? told : now), ...due].join(' · ')}</div>
}

const rank = { 'at-risk': 0, neutral: 1, healthy: 2 } as const
