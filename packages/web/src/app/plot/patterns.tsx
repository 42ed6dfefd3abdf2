import type { ReactNode } from 'react'
import type { Series } from '../chart/chart-data.js'
import { patternOf, toneClass } from './tones.js'

// Each on a square of 6 by 6, over the colour of the series.
const drawn: readonly ReactNode[] = [
  null,
  <path key="1" className="chart-stripe" d="M-1.5 1.5 1.5-1.5M0 6 6 0M4.5 7.5 7.5 4.5" />,
  <circle key="2" className="chart-spot" cx="3" cy="3" r="1.1" />,
  <path key="3" className="chart-stripe" d="M-1.5 4.5 1.5 7.5M0 0 6 6M4.5-1.5 7.5 1.5" />,
  <path key="4" className="chart-stripe" d="M0 3h6" />,
  <path key="5" className="chart-stripe" d="M0 3h6M3 0v6" />,
]

/** The patterns of some series, for the fill of what they draw. */
export function Patterns({ id, series }: { readonly id: string; readonly series: readonly Series[] }): ReactNode {
  return (
    <defs>
      {series.map(({ key, tone }, at) =>
        patternOf(tone) === 0 ? null : (
          <pattern key={key} id={`${id}${at}`} className={toneClass(tone)} width="6" height="6" patternUnits="userSpaceOnUse">
            <rect className="chart-ground" width="6" height="6" />
            {drawn[patternOf(tone)]}
          </pattern>
        ),
      )}
    </defs>
  )
}

/** What a mark of a series is filled with; nothing where its colour is all. */
export function fillOf(id: string, { tone }: Series, at: number): string | undefined {
  return patternOf(tone) === 0 ? undefined : `url(#${id}${at})`
}
