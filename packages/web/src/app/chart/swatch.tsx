import { type ReactNode, useId } from 'react'
import { HealthShape } from '../part/health.js'
import { fillOf, Patterns } from '../plot/patterns.js'
import type { Shape } from '../plot/spans.js'
import { dashOf, symbolOf, toneClass } from '../plot/tones.js'
import type { Tone } from './chart-data.js'

/** How a series looks, beside its name. */
export function Swatch({ tone, shape = 'bars' }: { readonly tone: Tone; readonly shape?: Shape }): ReactNode {
  const id = useId()
  const series = { key: '', label: '', points: [], tone }
  if ('health' in tone) return <HealthShape status={tone.health} />
  return (
    <svg className="chart-swatch" width="18" height="12" aria-hidden="true">
      <Patterns id={id} series={[series]} />
      {shape === 'lines' ? (
        <>
          <path className={`chart-trail ${toneClass(tone)}`} strokeDasharray={dashOf(tone)} d="M0 6h18" />
          <path className={`chart-dot ${toneClass(tone)}`} transform="translate(9 6)" d={symbolOf(tone)} />
        </>
      ) : (
        <rect className={`chart-bar ${toneClass(tone)}`} fill={fillOf(id, series, 0)} x="3" width="12" height="12" rx="2.5" />
      )}
    </svg>
  )
}
