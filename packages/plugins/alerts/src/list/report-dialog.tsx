import { Dialog, Failed, LoadingLines, useLive, useText } from '@tenure/web/parts'
import { type ReactNode, useMemo } from 'react'
import type { alertReport } from '../contract.js'
import { StatusChange } from './status-change.js'
import type { Context } from './use-alert-acts.js'

/** How good the alerts are: by rule, how many were false alarms, and which losses none of them foretold. */
export function ReportDialog({ context, close }: { readonly context: Context; readonly close: () => void }): ReactNode {
  const text = useText()
  const frame = useLive(useMemo(() => context.watch<typeof alertReport>('tenure.alerts/report', {}), []))
  const { number } = context.formats
  return (
    <Dialog title={text('False alarms and misses')} className="action sum-report" close={close}>
      <p className="t2">
        {text('Alerts of the last 90 days, by rule. Missed: customers with a lost renewal, and no alert of this rule before.')}
      </p>
      {frame?.value === undefined ? (
        frame?.state === 'stale' ? (
          <Failed what={text('False alarms and misses')} problem={frame.problem} />
        ) : (
          <LoadingLines lines={6} />
        )
      ) : (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
          <section className="plain-frame" tabIndex={0} aria-label={text('False alarms and misses')}>
            <table className="plain-table">
              <thead>
                <tr>
                  <th scope="col">{text('Rule')}</th>
                  {[text('Raised'), text('Active'), text('Real risks'), text('False alarms'), text('Missed')].map((head) => (
                    <th key={head} scope="col" className="r">
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {frame.value.rules.map(({ from, to, raised, active, realRisks, falseAlarms, missed }) => (
                  <tr key={`${from} ${to}`}>
                    <td>
                      <StatusChange from={from} to={to} />
                    </td>
                    {[raised, active, realRisks, falseAlarms, missed].map((count, at) => (
                      <td key={at} className="r num">
                        {number(count)}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          <p className="small t3">{text('Lost in these days: {n}', { n: frame.value.lost })}</p>
        </>
      )}
    </Dialog>
  )
}
