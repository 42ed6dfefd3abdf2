import { type Text, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import type { BacktestReport } from '../../backtest/report.js'
import type { Context } from '../shown-profile.js'
import { AucBar } from './auc-bar.js'
import { aucText } from './estimate-text.js'

type Criterion = BacktestReport['criteria'][number]

/** What each criterion tells by itself, the one that tells most first. */
export function Criteria({ context, report }: { readonly context: Context; readonly report: BacktestReport }): ReactNode {
  const text = useText()
  const { number, percent } = context.formats
  const auc = aucText(context.locale)
  const title = text('What each criterion knows by itself')
  return (
    <section className="block w7">
      <header>
        <h2>{title}</h2>
        <span className="n not-phone">{text('AUC, right of the middle is better than chance')}</span>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className="bt-scroll" tabIndex={0} aria-label={title}>
        <table className="bt-table bt-criteria">
          <thead>
            <tr>
              <th scope="col">{text('Criterion')}</th>
              <th scope="col">{text('Group')}</th>
              <th scope="col" className="r">
                {text('Points')}
              </th>
              <th scope="col" className="r">
                {text('Judged')}
              </th>
              <td />
              <th scope="col" className="r" aria-sort="descending">
                {text('AUC')}
              </th>
              <td />
            </tr>
          </thead>
          <tbody>
            {report.criteria.map((one) => (
              <tr key={one.id}>
                <th scope="row">{one.name}</th>
                <td className="t3">{one.group}</td>
                <td className="r num">{number(one.points)}</td>
                <td className="r num t2">{percent(Math.round(one.judged * 100) / 100)}</td>
                <td>{one.auc === null ? null : <AucBar value={one.auc.value} />}</td>
                <td className="r num">
                  <b>{one.auc === null ? '–' : auc(one.auc.value)}</b>
                </td>
                <td className="small t3">{tellingOf(one, text)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  )
}
function tellingOf({ auc, judged }: Criterion, text: Text): string {
  if (judged === 0) return text('not known then')
  if (auc === null || (auc.lower <= 0.5 && auc.upper >= 0.5)) return text('tells nothing')
  if (auc.upper < 0.5) return text('wrong way')
  return auc.value < 0.6 ? text('tells little') : ''
}
