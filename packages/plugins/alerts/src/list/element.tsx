// The alerts on Summary, drawn by the page's React and parts.
import { Icon, LoadingLines, Mark, Menu, Message, registerElement, SummaryCard, useLive, useText } from '@tenure/web/parts'
import { type ReactNode, useId, useMemo, useState } from 'react'
import type { activeAlerts } from '../contract.js'
import { AlertCause } from './alert-cause.js'
import { AlertDetail } from './alert-detail.js'
import { ReportDialog } from './report-dialog.js'
import type { ShownAlert } from './shown-alert.js'
import { StatusChange } from './status-change.js'
import { type Context, useAlertActs } from './use-alert-acts.js'

function Alerts({ context }: { readonly context: Context }): ReactNode {
  const text = useText()
  const [isAll, showAll] = useState(false)
  const [isReporting, report] = useState(false)
  const newest = useLive(context.answer)?.value
  const whole = useLive(useMemo(() => context.watch<typeof activeAlerts>('tenure.alerts/active', { all: isAll }), [isAll]))?.value
  const shown = isAll ? (whole ?? newest) : newest
  return (
    <SummaryCard
      title={text('Alerts')}
      {...(newest !== undefined && newest.total > 0 && { note: text('{n} active', { n: newest.total }) })}
      end={
        <>
          {context.isReadOnly ? null : (
            <button type="button" className="more" onClick={() => report(true)}>
              {text('How good are they?')}
            </button>
          )}
          {newest !== undefined && newest.total > newest.alerts.length ? (
            <button type="button" className="more" aria-pressed={isAll} onClick={() => showAll(!isAll)}>
              {isAll ? text('Newest') : text('All')}
            </button>
          ) : null}
        </>
      }
    >
      {shown === undefined ? (
        <LoadingLines lines={6} />
      ) : shown.alerts.length === 0 ? (
        <Message icon="alert" title={text('No alerts')}>
          {text('When the health status of one of your customers changes, it is shown here.')}
        </Message>
      ) : (
        <ul className="sum-alerts">
          {shown.alerts.map((alert) => (
            <AlertRow key={alert.id} alert={alert} context={context} />
          ))}
        </ul>
      )}
      {isReporting ? <ReportDialog context={context} close={() => report(false)} /> : null}
    </SummaryCard>
  )
}

function AlertRow({ alert, context }: { readonly alert: ShownAlert; readonly context: Context }): ReactNode {
  const { formats } = context
  const { customer, from, to, crossedAt } = alert
  const age = Date.now() - crossedAt
  const [isOpen, open] = useState(false)
  const more = useId()
  return (
    <li className={isOpen ? 'sum-alert open' : 'sum-alert'}>
      <Mark id={customer.id} name={customer.name} />
      <div className="a1">
        <button type="button" className="cut strong" dir="auto" disabled={context.isReadOnly} onClick={() => context.openRecord(customer)}>
          {customer.name}
        </button>
        <StatusChange from={from} to={to} />
      </div>
      <button type="button" className="a2" aria-expanded={isOpen} aria-controls={more} onClick={() => open(!isOpen)}>
        <Icon name="chevron-right" size={12} />
        <span className="cut">
          <AlertCause alert={alert} context={context} />
        </span>
      </button>
      <div className="a3">
        <span className="when" title={formats.exact(crossedAt)}>
          {age < 86_400_000 ? formats.duration(Math.max(60_000, age)) : formats.ago(crossedAt)}
        </span>
        <AlertActs alert={alert} context={context} />
      </div>
      <div className="alert-more" id={more} hidden={!isOpen}>
        {isOpen ? <AlertDetail alert={alert} context={context} /> : null}
      </div>
    </li>
  )
}

function AlertActs({ alert, context }: { readonly alert: ShownAlert; readonly context: Context }): ReactNode {
  const text = useText()
  const { takeOn, entries } = useAlertActs(context, alert)
  const { task, snoozedUntil, state, customer } = alert
  const isPutOff = state === 'snoozed' && snoozedUntil !== null && snoozedUntil > Date.now()
  const said = task !== undefined ? (task.done ? text('Task done') : text('A task')) : undefined
  return (
    <>
      {said !== undefined ? (
        <button
          type="button"
          className="state"
          disabled={context.isReadOnly}
          onClick={() => task && context.openRecord({ type: 'task', id: task.id })}
        >
          <Icon name="task" size={14} />
          {said}
        </button>
      ) : isPutOff ? (
        <span className="state">
          <Icon name="clock" size={14} />
          {text('Until {day}', { day: context.formats.dayOf(snoozedUntil) })}
        </span>
      ) : context.isReadOnly ? null : (
        <button type="button" className="btn" onClick={() => void takeOn()}>
          {text('Take on')}
        </button>
      )}
      {context.isReadOnly ? null : (
        <Menu
          label={text('More about {customer}', { customer: customer.name })}
          button={<Icon name="dots" size={14} />}
          align="end"
          entries={entries}
        />
      )}
    </>
  )
}

registerElement('tenure-alerts-list', Alerts)
