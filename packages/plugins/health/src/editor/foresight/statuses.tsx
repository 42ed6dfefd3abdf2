import { Health, type HealthWord, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import type { BacktestReport } from '../../backtest/report.js'
import type { Context } from '../shown-profile.js'
import { liftText } from './estimate-text.js'

const words: Readonly<Record<BacktestReport['statuses'][number]['status'], HealthWord>> = {
  'at-risk': 'risk',
  neutral: 'neutral',
  healthy: 'healthy',
}

/** What became of the customers of each status. */
export function Statuses({ context, report }: { readonly context: Context; readonly report: BacktestReport }): ReactNode {
  const text = useText()
  const { number, percent } = context.formats
  const lift = liftText(context.locale)
  const { churned, observations, statuses, form, horizonDays } = report
  const share = (ratio: number | null) => (ratio === null ? '–' : percent(Math.round(ratio * 1000) / 1000))
  const surprise = statuses.find(({ status }) => status === 'healthy')?.churned ?? 0
  return (
    <section className="block w7">
      <header>
        <h2>{text('Precision and recall per status')}</h2>
        <span className="n">
          {text('{churned} of {all} left, {share}', { churned, all: observations, share: share(churned / observations) })}
        </span>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className="bt-scroll" tabIndex={0} aria-label={text('Precision and recall per status')}>
        <table className="bt-table">
          <thead>
            <tr>
              <th scope="col">{form === 'now' ? text('Status now') : text('Status, {n} days before', { n: horizonDays })}</th>
              {[text('Scores'), text('Left'), text('Precision'), text('Recall'), text('Lift')].map((head) => (
                <th key={head} scope="col" className="r">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {statuses.map((row) => (
              <tr key={row.status}>
                <th scope="row">
                  <Health status={words[row.status]} />
                </th>
                <td className="r num">{number(row.customers)}</td>
                <td className="r num">{number(row.churned)}</td>
                <td className="r num">{share(row.precision)}</td>
                <td className="r num">{share(row.recall)}</td>
                <td className="r num">{row.lift === null ? '–' : lift(row.lift)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="bt-note small t3">
        {text('Precision: the share of the status that left. Recall: the share of those who left that had the status.')}{' '}
        {surprise === 0 ? '' : text('{n} left although healthy.', { n: surprise })}
      </p>
    </section>
  )
}
