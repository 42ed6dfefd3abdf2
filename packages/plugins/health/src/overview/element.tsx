// How healthy the portfolio is, drawn by the page's React and parts.
import type { activeProfilesContract, healthOverviewContract } from '@tenure/core/health'
import {
  Choose,
  type ElementContext,
  Health,
  type HealthWord,
  LoadingLines,
  Message,
  registerElement,
  SummaryCard,
  useLive,
  useText,
} from '@tenure/web/parts'
import { type ReactNode, useMemo, useState } from 'react'
import type { z } from 'zod'
import { OverTime } from './over-time.js'
import { mineWith, ofStatus, ofTenth } from './portfolio-filter.js'
import { Tenths } from './tenths.js'

type Context = ElementContext<typeof healthOverviewContract>
type Overview = z.output<typeof healthOverviewContract.output>
const weeks = 12
const portfolio = { tab: 'tenure.customers/customers', view: 'tenure.customers/owned-by-me' } as const
const usual = { neutral: 40, healthy: 70 }

function HealthOfPortfolio({ context }: { readonly context: Context }): ReactNode {
  const text = useText()
  const [chosen, choose] = useState<string>()
  const profiles = useLive(useMemo(() => context.watch<typeof activeProfilesContract>('tenure.core/active-profiles'), []))?.value ?? []
  const asked = useMemo(
    () =>
      context.watch<typeof healthOverviewContract>('tenure.core/health-overview', {
        of: 'mine',
        weeks,
        ...(chosen !== undefined && { profile: chosen }),
      }),
    [chosen],
  )
  const first = useLive(context.answer)?.value
  const last = useLive(asked)?.value
  const whole = last?.progress === undefined ? last : undefined
  const shown = whole ?? (chosen === undefined ? first : undefined)
  const profile = profiles.find(({ id, isMain }) => (chosen === undefined ? isMain : id === chosen))
  const selector =
    profiles.length < 2 ? null : (
      <Choose
        label={text('Health score')}
        value={profile?.id ?? null}
        onChange={(id) => choose(id ?? undefined)}
        options={profiles.map(({ id, name }) => ({ value: id, label: name }))}
      />
    )
  return (
    <SummaryCard title={text('Health')} {...(profile !== undefined && { note: selector ?? profile.name })}>
      {shown === undefined ? (
        <LoadingLines lines={5} />
      ) : shown.average === null ? (
        <Message icon="activity" title={text('No health scores yet')}>
          {text('Customers whose CSM you are get a score once a profile is active.')}
        </Message>
      ) : (
        <div className="sum-health">
          <Shares overview={shown} context={context} isMain={profile?.isMain !== false} />
          <Tenths
            tenths={shown.tenths}
            thresholds={profile?.thresholds ?? usual}
            number={context.formats.number}
            // Only the score of the main profile is a property, which lists are filtered by.
            linkOf={(at) => (profile?.isMain === false ? {} : context.link({ ...portfolio, filter: mineWith(ofTenth(at)) }))}
          />
          <OverTime overTime={whole?.overTime} progress={last?.progress} formats={context.formats} />
        </div>
      )}
    </SummaryCard>
  )
}

interface SharesProps {
  readonly overview: Overview
  readonly context: Context
  /** Score and status of the main profile are properties, which lists are filtered by. */
  readonly isMain: boolean
}
function Shares({ overview, context, isMain }: SharesProps): ReactNode {
  const text = useText()
  const { number, percent } = context.formats
  const { average, atRisk, neutral, healthy, none } = overview
  const scored = atRisk + neutral + healthy
  const lines: readonly (readonly [HealthWord, number, string | null])[] = [
    ['risk', atRisk, 'at-risk'],
    ['neutral', neutral, 'neutral'],
    ['healthy', healthy, 'healthy'],
    ['none', none, null],
  ]
  return (
    <div>
      <p className="avg">
        <b>{number(Math.round(average ?? 0))}</b>
        <span className="small t3">
          {text('average')}
          <Since overview={overview} />
        </span>
      </p>
      <div className="share" aria-hidden="true">
        {lines.map(([word, count]) => (count === 0 ? null : <i key={word} className={word} style={{ flexGrow: count }} />))}
      </div>
      <ul className="legend" aria-label={text('Share per status')}>
        {lines.map(([word, count, status]) => (
          <li key={word}>
            <a {...(isMain ? context.link({ ...portfolio, filter: mineWith(ofStatus(status)) }) : {})}>
              <Health status={word} />
              <b>{number(count)}</b>
              <span className="pc">{word === 'none' || scored === 0 ? '' : percent(Math.round((count / scored) * 100) / 100)}</span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Since({ overview: { average, overTime } }: { readonly overview: Overview }): ReactNode {
  const text = useText()
  const before = overTime.find((point) => point.average !== null)?.average
  if (before == null || average === null || overTime.length === 0) return null
  const moved = Math.round(average) - Math.round(before)
  const said = moved > 0 ? '{n} more than 12 weeks ago' : moved < 0 ? '{n} less than 12 weeks ago' : 'the same as 12 weeks ago'
  return (
    <>
      <br />
      {text(said, { n: Math.abs(moved) })}
    </>
  )
}

registerElement('tenure-health-portfolio', HealthOfPortfolio)
