import type { ScoreProfile } from '@tenure/core/score'
import { Icon, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import { sumOf } from '../profile-draft.js'

/** The maxima of the groups as one bar, each as long as its share; it says what they are short of 100, or over it. */
export function GroupBar({ profile }: { readonly profile: ScoreProfile }): ReactNode {
  const text = useText()
  const isMean = profile.combine === 'mean'
  const parts = profile.groups.map(({ id, name, maximum, weight }) => ({ id, name, share: isMean ? (weight ?? maximum) : maximum }))
  const sum = isMean ? parts.reduce((all, { share }) => all + share, 0) : sumOf(profile)
  if (parts.length === 0) return null
  const said = isMean ? text('a mean by weight') : text('{sum} of 100', { sum })
  const off =
    isMean || sum === 100 ? undefined : sum < 100 ? text('{n} short of 100', { n: 100 - sum }) : text('{n} over 100', { n: sum - 100 })
  return (
    <div className="health-sum">
      <p className="sumline">
        <b>{text('Groups')}</b>{' '}
        <span className={`small num ${off === undefined ? 't2' : 'bad'}`} role="status">
          <Icon name={off === undefined ? 'check' : 'alert'} size={12} /> {off ?? said}
        </span>
      </p>
      <div
        className="sumbar"
        role="img"
        aria-label={text('Shares of the groups: {list}', { list: parts.map(({ name, share }) => `${name} ${share}`).join(', ') })}
      >
        {parts.map(({ id, name, share }) => (
          <span key={id} style={{ flexGrow: share }} title={`${name} ${share}`}>
            <em className="cut">{name}</em>
            <b className="num">{share}</b>
          </span>
        ))}
        {!isMean && sum < 100 ? <span className="gap" style={{ flexGrow: 100 - sum }} /> : null}
      </div>
    </div>
  )
}
