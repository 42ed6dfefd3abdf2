import { type ElementContext, useText, useToasts } from '@tenure/web/parts'
import type { activeAlerts, closeContract, dismissContract, outcomes, snoozeContract, takeOnContract } from '../contract.js'
import type { ShownAlert } from './shown-alert.js'

/** What the element is given. */
export type Context = ElementContext<typeof activeAlerts>

const dayMs = 86_400_000
const spans = [
  ['until tomorrow', 1],
  ['for three days', 3],
  ['for a week', 7],
] as const
const closings: readonly (readonly [string, Outcome])[] = [
  ['Close: it was a real risk', 'real-risk'],
  ['Close: it was a false alarm', 'false-alarm'],
  ['Close: it was known already', 'known'],
  ['Close: it has improved', 'improved'],
]
/** An entry of the menu of an alert. */
interface Entry {
  readonly key: string
  readonly label: string
  readonly icon: string
  readonly act: () => void
}

/** The ways to act on an alert. */
interface AlertActs {
  readonly takeOn: () => Promise<void>
  readonly close: (outcome: Outcome, note?: string) => Promise<void>
  readonly entries: readonly Entry[]
}
/** What came of an alert. */
export type Outcome = (typeof outcomes)[number]

/** What can be done with an alert, each said with *Undo*. */
export function useAlertActs(context: Context, { id: alert, customer, task }: ShownAlert): AlertActs {
  const text = useText()
  const toasts = useToasts()
  const about = customer.name
  type Done = { readonly ok: true } | { readonly ok: false; readonly problem: { readonly message: string } }
  const say = async (said: string, action: string, run: (key: string) => Promise<Done>) => {
    const key = crypto.randomUUID()
    const outcome = await run(key)
    if (outcome.ok) toasts.show({ tone: 'done', title: text(said), about, undo: { action, key } })
    else toasts.show({ tone: 'refused', title: text('The alert was not changed'), about, detail: outcome.problem.message })
  }
  const takeOn = () =>
    say('Taken on', 'tenure.alerts/take-on', (key) =>
      context.act<typeof takeOnContract>(
        'tenure.alerts/take-on',
        { alert, title: text('Look after {customer}', { customer: about }) },
        { key },
      ),
    )
  const snooze = (days: number) =>
    say('Snoozed', 'tenure.alerts/snooze', (key) =>
      context.act<typeof snoozeContract>('tenure.alerts/snooze', { alert, until: Date.now() + days * dayMs }, { key }),
    )
  const close = (outcome: Outcome, note = '') =>
    say('Closed', 'tenure.alerts/close', (key) =>
      context.act<typeof closeContract>(
        'tenure.alerts/close',
        { alert, outcome, ...(note.trim() !== '' && { note: note.trim() }) },
        { key },
      ),
    )
  const dismiss = () =>
    say('Dismissed', 'tenure.alerts/dismiss', (key) => context.act<typeof dismissContract>('tenure.alerts/dismiss', { alert }, { key }))
  const taking: Entry = { key: 'take-on', label: text('Take on'), icon: 'task', act: () => void takeOn() }
  const entries: readonly Entry[] = [
    ...(task === undefined ? [taking] : []),
    ...spans.map(([span, days]) => ({
      key: span,
      label: text('Snooze {span}', { span: text(span) }),
      icon: 'clock',
      act: () => void snooze(days),
    })),
    ...closings.map(([label, outcome]) => ({ key: outcome, label: text(label), icon: 'check', act: () => void close(outcome) })),
    { key: 'dismiss', label: text('Dismiss'), icon: 'x', act: () => void dismiss() },
  ]
  return { takeOn, close, entries }
}
