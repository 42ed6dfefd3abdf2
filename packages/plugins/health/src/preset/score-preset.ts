import type { ScoreGroup, ScoreProfile } from '@tenure/core/score'
import type { Levels } from './signal.js'

/** How another product scores, as data of the one engine (BEY-3). */
export interface ScorePreset {
  readonly id: 'hubspot' | 'vitally' | 'planhat' | 'gainsight' | 'catalyst' | 'churnzero'
  /** The product whose published rule it is. */
  readonly title: string
  /** The rule as that product publishes it, in our words. */
  readonly rule: string
  /** What of it is not published, or not expressed here. */
  readonly leftOut: readonly string[]
  /** Points of every input; its share of the maximum, where there are none. */
  readonly levels?: Levels
  /** Whether every input and every group counts alike, or by its share. */
  readonly weighs: 'alike' | 'by-share'
  readonly group: Partial<Pick<ScoreGroup, 'combine' | 'missing' | 'start' | 'clamp' | 'round'>>
  readonly profile: Partial<Pick<ScoreProfile, 'combine' | 'missing' | 'round'>>
  readonly thresholds?: Partial<ScoreProfile['thresholds']>
  /** On which side a value counts that lies exactly between two ranges of an input. */
  readonly bound?: 'above' | 'below'
}

/** The scores of other products whose rules are public. Points are of 100 here: ten times those of a scale up to 10. */
export const scorePresets: readonly ScorePreset[] = [
  {
    id: 'hubspot',
    title: 'HubSpot',
    rule: 'Groups have maxima that sum to 100. Rules add or take points. A rule is held within its bounds first, then its group, then the total.',
    leftOut: ['Where the statuses begin is up to each account: 40 and 70 are ours.', 'The floor of the total is not published: 0 is ours.'],
    weighs: 'by-share',
    group: {},
    profile: {},
  },
  {
    id: 'vitally',
    title: 'Vitally',
    rule: 'Each input gives 0, 5 or 10. A score is the mean of its inputs, the whole the weighted mean of its scores. An input without a value is skipped; it can count as 0.',
    leftOut: [
      'A customer in several segments has the score of the one that it joined last: make a profile for each segment.',
      'Where the statuses begin: 40 and 70 are ours.',
    ],
    ...{ levels: [0, 50, 100], weighs: 'alike' },
    group: { combine: 'mean', missing: 'skip' },
    profile: { combine: 'mean', missing: 'skip' },
  },
  {
    id: 'planhat',
    title: 'Planhat',
    rule: 'A score begins at 5 of 10. Its factors add to it and take from it, and it stays within 0 and 10. The whole is the plain mean of its scores, rounded.',
    leftOut: ['How it rounds is not published: half up is ours.', 'How many points a factor gives is up to each account: 2.5 is ours.'],
    ...{ levels: [-25, 0, 25], weighs: 'alike' },
    group: { start: 50, clamp: [0, 100] },
    profile: { combine: 'mean', round: 10 },
  },
  {
    id: 'gainsight',
    title: 'Gainsight',
    rule: 'Measures are weighted into groups, and groups into the whole. A band ends with its upper bound and does not have its lower one: 50 is red, 51 is yellow.',
    leftOut: [
      'Where green begins is up to each account: above 75 is ours.',
      'How a missing measure counts could not be found: it is skipped here.',
    ],
    ...{ levels: [0, 50, 100], weighs: 'by-share' },
    group: { combine: 'mean', missing: 'skip' },
    profile: { combine: 'mean', missing: 'skip' },
    thresholds: { neutral: 50, healthy: 75, bound: 'below' },
  },
  {
    id: 'catalyst',
    title: 'Catalyst',
    rule: 'An input gives 1 where it is at risk, 10 where it is healthy and 5 in between. Means by weight; what is missing gives its weight to the others in proportion, and so does an empty group. Nothing known is no score.',
    leftOut: [
      'Steps between 1 and 10 for numbers: an input has three ranges here, and can be given more.',
      'A group that is its highest or lowest input.',
      'Where the statuses begin: 40 and 70 are ours.',
    ],
    ...{ levels: [10, 50, 100], weighs: 'by-share' },
    group: { combine: 'mean', missing: 'skip' },
    profile: { combine: 'mean', missing: 'skip' },
  },
  {
    id: 'churnzero',
    title: 'ChurnZero',
    rule: 'Each factor has a total of points; all of them sum to 100. It gives a part of them by tiers of a value, and a value exactly between two tiers belongs to the lower one.',
    leftOut: [
      'The mean over the children of a parent.',
      'Where the statuses begin: 40 and 70 are ours.',
      'Several scores by segment: make a profile for each.',
    ],
    ...{ weighs: 'by-share', bound: 'below' },
    group: {},
    profile: {},
  },
]
