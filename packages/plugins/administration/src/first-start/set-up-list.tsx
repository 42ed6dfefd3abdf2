import type { usersContract } from '@tenure/core/page'
import { type ElementContext, Icon, type Text, useLive, useText } from '@tenure/web/parts'
import { type ReactNode, useEffect, useMemo } from 'react'
import { goingOf, useSample } from '../imports/sample/sample-way.js'
import type { setUpSteps } from './first-start.js'

interface Step {
  readonly key: string
  readonly title: string
  readonly isDone: boolean
  readonly note: string
}

/** What of the set-up is done and what comes next. It goes when all is done, or when somebody hides it. */
export function SetUpList({ context }: { readonly context: ElementContext<typeof setUpSteps> }): ReactNode {
  const text = useText()
  const steps = useSteps(context)
  const done = steps?.filter(({ isDone }) => isDone).length ?? 0
  const hide = () => void context.act('tenure.first-start/hide')
  const sample = useSample(context)
  // Nobody is sent away from sample data that are still on their way.
  const isGoing = sample !== undefined && goingOf(sample) !== undefined
  const isOver = steps !== undefined && done === steps.length && !isGoing
  useEffect(() => {
    if (isOver) hide()
  }, [isOver])
  if (steps === undefined) return null
  const current = steps.findIndex(({ isDone }) => !isDone)
  return (
    <section className="import-side" aria-label={text('Set up')}>
      <header>
        <h2>{text('Set up this workspace')}</h2>
        <span className="small t3">{text('{done} of {all}', { done, all: steps.length })}</span>
      </header>
      <progress value={done} max={steps.length} aria-label={text('Set up')} />
      <ol className="set-up">
        {steps.map(({ key, title, isDone, note }, at) => (
          <li key={key} className={isDone ? 'done' : at === current ? 'current' : ''} aria-current={at === current ? 'step' : undefined}>
            <span className="place" aria-hidden="true">
              {isDone ? <Icon name="check" size={12} /> : at + 1}
            </span>
            <span className="b">
              {title}
              {isDone ? <span className="sr"> ({text('done')})</span> : null}
            </span>
            <span className="small t3">{note}</span>
          </li>
        ))}
      </ol>
      <p className="small t3">
        {text('Goes away by itself when all is done.')}{' '}
        <button type="button" className="link" onClick={hide}>
          {text('Hide')}
        </button>
      </p>
    </section>
  )
}

function useSteps(context: ElementContext<typeof setUpSteps>): readonly Step[] | undefined {
  const text = useText()
  const counts = useLive(context.answer)?.value
  const users = useLive(useMemo(() => context.watch<typeof usersContract>('tenure.core/users'), []))?.value
  if (counts === undefined || users === undefined) return undefined
  const { customers, withCsm } = counts
  const others = users.length - 1
  return [
    { key: 'account', title: text('Account made'), isDone: true, note: text('You are the super admin') },
    {
      key: 'customers',
      title: text('Customers'),
      isDone: customers > 0,
      note: customersNote(text, customers),
    },
    {
      key: 'users',
      title: text('Users and teams'),
      isDone: others > 0,
      note: others > 0 ? text('{count} users', { count: users.length }) : text('Only you so far'),
    },
    {
      key: 'csm',
      title: text('CSM of each customer'),
      isDone: withCsm > 0,
      note: withCsmNote(text, withCsm),
    },
  ]
}

function customersNote(text: Text, count: number): string {
  if (count === 0) return text('CSV file or sample data')
  return count === 1 ? text('1 customer') : text('{count} customers', { count })
}
function withCsmNote(text: Text, count: number): string {
  if (count === 0) return text('Nobody looks after a customer yet')
  return count === 1 ? text('1 customer has one') : text('{count} customers have one', { count })
}
