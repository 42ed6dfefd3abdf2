import { Button, Health, Icon, Mark, useText } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import { signed } from '../criterion/range-text.js'
import type { Context, Preview } from '../shown-profile.js'
import { wordOf } from './one-customer.js'

interface MoversProps {
  readonly value: Preview
  readonly context: Context
  /** The object type of the customers. */
  readonly type: string
  /** The name of the active profile. */
  readonly against: string | undefined
}
const few = 6

/** Who changes status against the active profile, and which criteria do it. A name opens the record. */
export function Movers({ value, context, type, against }: MoversProps): ReactNode {
  const text = useText()
  const [isAll, showAll] = useState(false)
  const { active, moves: flows, changed: movers } = value
  const count = flows.reduce((sum, flow) => sum + flow.count, 0)
  if (active === undefined) return <p className="small t3">{text('No profile is active yet: there is nothing to compare with.')}</p>
  const shown = isAll ? movers : movers.slice(0, few)
  return (
    <section className="health-movers" aria-label={text('Who changes status')}>
      <header>
        <h2>
          {count === 0 ? text('Nobody changes status') : count === 1 ? text('1 changes status') : text('{n} change status', { n: count })}
        </h2>
        <span className="small t3 cut">{against === undefined ? '' : text('against {name}', { name: against })}</span>
      </header>
      <p className="small t2 num flows">
        {flows.map(({ from, to, count: own }) => (
          <span key={`${from} ${to}`}>
            <Health status={wordOf(from)} /> <Icon name="chevron-right" size={12} /> <Health status={wordOf(to)} />{' '}
            <b>{context.formats.number(own)}</b>
          </span>
        ))}
      </p>
      <ul>
        {shown.map(({ id, title, from, to, because }) => (
          <li key={id} className="chg">
            <Mark id={id} name={title} />
            <div>
              <div className="c1l">
                <button type="button" className="link cut" dir="auto" onClick={() => context.openRecord({ type, id })}>
                  {title}
                </button>
                <span className="from-to">
                  <Health status={wordOf(from.status)} score={String(from.score ?? '–')} /> <Icon name="chevron-right" size={12} />{' '}
                  <Health status={wordOf(to.status)} score={String(to.score ?? '–')} />
                </span>
              </div>
              <p className="small t3">
                {because.map(({ name, points }) => `${name} ${signed(points, context.formats.number)}`).join(', ')}
              </p>
            </div>
          </li>
        ))}
      </ul>
      {movers.length > few ? (
        <Button look="bare" onPress={() => showAll(!isAll)}>
          {isAll ? text('Fewer') : text('Show {n}', { n: movers.length })}
        </Button>
      ) : null}
    </section>
  )
}
