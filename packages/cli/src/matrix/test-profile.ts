import type { ScoreProfile } from '@tenure/core/score'

const size = { kind: 'number', id: 'size', name: 'Employees', property: 'company.employees', ranges: [{ from: 10, points: 100 }] } as const
/** A profile that companies can be scored by. */
export const scoreProfile: ScoreProfile = {
  ...{ name: 'New', objectType: 'company', segments: [], combine: 'sum', start: 0, missing: 'zero' },
  groups: [
    {
      id: 'all',
      name: 'All',
      kind: 'property',
      maximum: 100,
      combine: 'sum',
      start: 0,
      missing: 'zero',
      criteria: [{ ...size, bound: 'above' }],
    },
  ],
  thresholds: { neutral: 40, healthy: 70, bound: 'above', hysteresis: 0 },
}
