import type { handOverPlanContract } from '@tenure/core/administration'
import { Icon, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import type { Context } from '../answers.js'

type Plan = z.output<typeof handOverPlanContract.output>
interface SharesProps {
  readonly plan: Plan
  readonly to: readonly string[]
  readonly context: Context
  readonly name: string
}

/** From whom, to whom, by object type, and the load after that. */
export function Shares({ plan, to, context, name }: SharesProps): ReactNode {
  const text = useText()
  if (plan.records === 0) return <p className="t2">{text('No record names {name} that you may see.', { name })}</p>
  // The plan of other colleagues is on its way.
  const takers = plan.types.every((type) => type.to.length === to.length) ? to : []
  return (
    <>
      <div className="hand-scroll">
        <table className="hand">
          <thead>
            <tr>
              <th scope="col">
                <span className="sr">{text('Object type')}</span>
              </th>
              <th scope="col">{text('From {name}', { name })}</th>
              {takers.map((taker) => (
                <th scope="col" key={taker}>
                  {context.nameOf(taker)}
                </th>
              ))}
            </tr>
          </thead>
          <Types plan={plan} takers={takers} context={context} />
          <Sums plan={plan} takers={takers} context={context} />
        </table>
      </div>
      <Consequences plan={plan} takers={takers} context={context} name={name} />
    </>
  )
}

interface PartProps {
  readonly plan: Plan
  readonly takers: readonly string[]
  readonly context: Context
}
function Types({ plan, takers, context: { formats } }: PartProps): ReactNode {
  const text = useText()
  const label = (type: Plan['types'][number]) => {
    const types = text(type.label)
    if (type.only === undefined) return types
    return type.only === 'future' ? text('{types} to come', { types }) : text('{types} not done', { types })
  }
  return (
    <tbody>
      {plan.types.map((type) => (
        <tr key={type.type}>
          <th scope="row">{label(type)}</th>
          <td>{formats.number(type.from)}</td>
          {takers.map((taker, at) => (
            <td key={taker}>{formats.number(type.to[at] ?? 0)}</td>
          ))}
        </tr>
      ))}
    </tbody>
  )
}

function Sums({ plan, takers, context: { formats } }: PartProps): ReactNode {
  const text = useText()
  const n = (value: number) => formats.number(value)
  const load = (at: number) => ({ before: n(plan.customers[at]?.before ?? 0), after: n(plan.customers[at]?.after ?? 0) })
  // Two currencies are two lines, never added.
  const money = (amounts: readonly { readonly amount: string; readonly currency: string }[] = []) =>
    amounts.map((amount) => (
      <span key={amount.currency} className="whole">
        {formats.money(amount)}
      </span>
    ))
  return (
    <tfoot>
      <tr>
        <th scope="row">{text('Records')}</th>
        <td>{n(plan.records)}</td>
        {takers.map((taker, at) => (
          <td key={taker}>{n(plan.types.reduce((sum, type) => sum + (type.to[at] ?? 0), 0))}</td>
        ))}
      </tr>
      {takers.length === 0 ? null : (
        <tr className="after">
          <th scope="row">{text('Customers after that')}</th>
          <td>{n(0)}</td>
          {takers.map((taker, at) => (
            <td key={taker}>{text('{before} to {after}', load(at))}</td>
          ))}
        </tr>
      )}
      {plan.arr === undefined || plan.arr.from.length === 0 ? null : (
        <tr className="after">
          <th scope="row">{text('ARR taken over')}</th>
          <td>{money(plan.arr.from)}</td>
          {takers.map((taker, at) => (
            <td key={taker}>{money(plan.arr?.to[at])}</td>
          ))}
        </tr>
      )}
    </tfoot>
  )
}

function Consequences({ plan, takers, context, name }: PartProps & { readonly name: string }): ReactNode {
  const text = useText()
  const n = (value: number) => context.formats.number(value)
  const shares = takers.map((taker, at) => text('{n} go to {name}', { n: n(plan.atRisk?.to[at] ?? 0), name: context.nameOf(taker) }))
  return (
    <ul className="conseq">
      {plan.atRisk === undefined || plan.atRisk.from === 0 ? null : (
        <li>
          <Icon name="alert" size={14} />
          <span>{[text('Customers at risk: {n}', { n: n(plan.atRisk.from) }), ...shares].join(', ')}</span>
        </li>
      )}
      {plan.each === 0 ? null : (
        <li>
          <Icon name="users" size={14} />
          <span>{text('One by one: {n} customers', { n: n(plan.each) })}</span>
        </li>
      )}
      <li>
        <Icon name="lock" size={14} />
        <span>{text('Private views and drafts stay with {name}.', { name })}</span>
      </li>
    </ul>
  )
}
