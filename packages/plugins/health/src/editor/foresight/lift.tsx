import { Icon, useText } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import type { BacktestReport } from '../../backtest/report.js'
import type { Context } from '../shown-profile.js'
import { liftText } from './estimate-text.js'

interface LiftProps {
  readonly context: Context
  readonly report: BacktestReport
}
const [wide, low, top] = [450, 110, 20]

/** How much more often each tenth of the scores left than all did, as bars or as a table. */
export function Lift({ context, report }: LiftProps): ReactNode {
  const text = useText()
  const [isTable, setTable] = useState(false)
  const { tenths, observations } = report
  const each = Math.round(observations / 10)
  return (
    <section className="block w5" aria-labelledby="bt-lift">
      <header>
        <h2 id="bt-lift">{text('Lift by tenth')}</h2>
        <span className="n">{text('about {n} scores each', { n: each })}</span>
        <span className="grow" />
        <button
          type="button"
          className="ib"
          aria-pressed={isTable}
          aria-label={text('Table of values')}
          title={text('Table of values')}
          onClick={() => setTable(!isTable)}
        >
          <Icon name="list" size={16} />
        </button>
      </header>
      {tenths.length === 0 ? (
        <p className="bt-note t3">{text('Nobody left.')}</p>
      ) : (
        <>
          {isTable ? null : <Bars {...{ context, report }} />}
          <Table {...{ context, report }} isShown={isTable} />
        </>
      )}
    </section>
  )
}

function Bars({ context, report: { tenths, churned, observations } }: LiftProps): ReactNode {
  const text = useText()
  const number = liftText(context.locale)
  const most = Math.max(1.2, ...tenths.map(({ lift }) => lift))
  const y = (lift: number) => low - (lift / most) * (low - top)
  const step = wide / tenths.length
  const share = context.formats.percent(Math.round((churned / observations) * 1000) / 1000)
  return (
    <svg className="bt-chart" viewBox={`0 0 ${wide} 132`} aria-hidden="true">
      <line className="ln" x1="0" x2={wide} y1={low} y2={low} />
      <line className="base" x1="0" x2={wide} y1={y(1)} y2={y(1)} />
      {tenths.map(({ lift }, at) => (
        <g key={at}>
          <rect x={at * step + 3} y={y(lift)} width={step - 6} height={low - y(lift)} rx="2.5" />
          <text className="over" x={at * step + step / 2} y={y(lift) - 4} textAnchor="middle">
            {number(lift)}
          </text>
        </g>
      ))}
      <line className="base" x1={wide / 2 - 64} x2={wide / 2 - 46} y1="124" y2="124" />
      <text className="strong" x={wide / 2 - 40} y="128">
        {text('average {share}', { share })}
      </text>
      <text x="0" y="128">
        {text('lowest tenth')}
      </text>
      <text x={wide} y="128" textAnchor="end">
        {text('highest tenth')}
      </text>
    </svg>
  )
}

function Table({ context, report: { tenths }, isShown }: LiftProps & { readonly isShown: boolean }): ReactNode {
  const text = useText()
  const { number } = context.formats
  const lift = liftText(context.locale)
  return (
    <table className={isShown ? 'bt-table' : 'sr'}>
      <caption className="sr">{text('Lift by tenth')}</caption>
      <thead>
        <tr>
          <th scope="col">{text('Tenth, the lowest first')}</th>
          <th scope="col" className="r">
            {text('Left')}
          </th>
          <th scope="col" className="r">
            {text('Lift')}
          </th>
        </tr>
      </thead>
      <tbody>
        {tenths.map((tenth, at) => (
          <tr key={at}>
            <th scope="row">{number(at + 1)}</th>
            <td className="r num">{number(Math.round(tenth.churned * 10) / 10)}</td>
            <td className="r num">{lift(tenth.lift)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
