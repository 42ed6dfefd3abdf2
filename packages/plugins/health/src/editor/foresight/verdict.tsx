import { type Text, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import type { BacktestReport } from '../../backtest/report.js'
import type { Context } from '../shown-profile.js'
import { AucBar } from './auc-bar.js'
import { nowTitles, verdictTexts } from './backtest-words.js'
import { aucText } from './estimate-text.js'

interface VerdictProps {
  readonly context: Context
  readonly report: BacktestReport
}

/** What a backtest comes to, in words first. */
export function Verdict({ context, report }: VerdictProps): ReactNode {
  const text = useText()
  const { verdict, form, auc, horizonDays } = report
  const title = (form === 'now' ? nowTitles[verdict] : undefined) ?? verdictTexts[verdict].title
  const number = aucText(context.locale)
  return (
    <section className="block bt-verdict w7" aria-labelledby="bt-verdict">
      <div className="bt-said">
        {auc === null ? null : (
          <div className="fig">
            <b className="num">{number(auc.value)}</b>
            <span className="small t3">
              {form === 'now' ? text('AUC of now') : text('AUC, {n} days before', { n: horizonDays })}
              <br />
              {text('95% between {lower} and {upper}', { lower: number(auc.lower), upper: number(auc.upper) })}
            </span>
          </div>
        )}
        <div>
          <h2 id="bt-verdict">{text(title, { n: horizonDays })}</h2>
          <p className="t2">{sentencesOf(report, text).join(' ')}</p>
        </div>
      </div>
      {auc === null ? null : <Bases {...{ context, report }} auc={auc.value} />}
    </section>
  )
}

function sentencesOf({ verdict, auc, best, churned, observations, statuses }: BacktestReport, text: Text): readonly string[] {
  if (verdict === 'too-few') return [text(verdictTexts[verdict].why, { churned, stayed: observations - churned })]
  const pairs = Math.round((auc?.value ?? 0) * 100)
  const found = [
    text('Of two customers, one that left and one that stayed, the one that left had the lower score in {n} of 100 pairs.', { n: pairs }),
    text(verdictTexts[verdict].why, { best: best ?? '' }),
  ]
  const [risk, neutral] = statuses
  if ((verdict === 'foretells' || verdict === 'no-better') && (risk?.lift ?? 0) >= 2) found.push(text('“At risk” is worth acting on.'))
  if (verdict === 'foretells' && isAverage(neutral?.lift)) found.push(text('“Neutral” says no more than the average.'))
  return found
}
function isAverage(lift: number | null | undefined): boolean {
  return lift != null && lift >= 0.8 && lift <= 1.25
}

function Bases({ context, report: { best, criteria }, auc }: VerdictProps & { readonly auc: number }): ReactNode {
  const text = useText()
  const number = aucText(context.locale)
  const alone = best === null ? null : criteria.find(({ name }) => name === best)?.auc
  const bases = [
    { label: text('This score'), value: auc, isQuiet: false },
    ...(alone ? [{ label: text('{name} alone', { name: best ?? '' }), value: alone.value, isQuiet: true }] : []),
    { label: text('Chance, the base line'), value: 0.5, isQuiet: true },
  ]
  return (
    <dl className="bt-bases">
      {bases.map(({ label, value, isQuiet }) => (
        <div key={label}>
          <dt title={label}>{label}</dt>
          <dd>
            <AucBar value={value} isQuiet={isQuiet} />
            <b className="num">{number(value)}</b>
          </dd>
        </div>
      ))}
    </dl>
  )
}
