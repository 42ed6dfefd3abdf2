import { z } from 'zod'
import { filterSchema } from '../../query/parse.js'
import type { ScoreProfile } from './profile.js'

/** What a profile may hold at most. */
export const profileLimits = { segments: 5, groups: 20, criteria: 40, ranges: 50, days: 3650, points: 1000 } as const

const id = z.string().min(1, 'An id is needed.').max(100)
const name = z.string().trim().min(1, 'A name is needed.').max(200)
const path = z.string().min(3, 'A path is written as objectType.name.').max(300)
const points = z.number('Points are a number.').min(-profileLimits.points).max(profileLimits.points)
const weight = z.number('A weight is a number.').positive('A weight is more than 0.').max(100_000)
const maximum = z.number('A maximum is a number.').positive('A maximum is more than 0.').max(100, 'A maximum is at most 100.')
const days = z.int('Days are a whole number.').min(1, 'At least one day is needed.').max(profileLimits.days)
const bound = z.enum(['above', 'below']).default('above')
const combine = z.enum(['sum', 'mean']).default('sum')
const missing = z.enum(['zero', 'skip']).default('zero')
const round = z.number().positive('The step of rounding is more than 0.').max(100).optional()
const start = points.default(0)
const currency = z.string().regex(/^[A-Z]{3}$/, 'A currency is a code of three letters, such as EUR.')

const range = z.strictObject({ from: z.number().optional(), to: z.number().optional(), points })
const ranges = { ranges: z.array(range).min(1, 'At least one range is needed.').max(profileLimits.ranges), bound }
const common = { id, name, weight: weight.optional(), least: points.optional(), most: points.optional() }
const measure = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('count') }),
  z.strictObject({ by: z.enum(['sum', 'average', 'minimum', 'maximum']), property: path, currency: currency.optional() }),
  z.strictObject({ by: z.literal('latest'), property: path, date: path, currency: currency.optional() }),
])
const decay = z.strictObject({
  percent: z.int('Percent are a whole number.').min(1).max(100),
  everyDays: days,
})

const criterion = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      ...{ ...common, kind: z.literal('property'), property: path },
      cases: z
        .array(z.strictObject({ test: filterSchema, points }))
        .min(1, 'At least one test is needed.')
        .max(profileLimits.ranges),
    }),
    z.strictObject({ ...common, kind: z.literal('number'), property: path, currency: currency.optional(), ...ranges }),
    z.strictObject({ ...common, kind: z.literal('date'), property: path, count: z.enum(['since', 'until']), ...ranges }),
    z.strictObject({
      ...{ ...common, kind: z.literal('events'), association: path, where: filterSchema.optional(), days },
      ...{ decay: decay.optional(), earn: z.union([z.strictObject(ranges), z.strictObject({ each: points })]) },
    }),
    z.strictObject({
      ...{ ...common, kind: z.literal('records'), association: path, where: filterSchema.optional() },
      ...{ within: z.strictObject({ property: path, days }).optional(), measure, ...ranges },
    }),
    z.strictObject({ ...common, kind: z.literal('segment'), segment: name, filter: filterSchema, inside: points, outside: start }),
    z.strictObject({ ...common, kind: z.literal('custom'), of: id, config: z.json() }),
  ],
  { error: (issue) => (issue.code === 'invalid_union' ? 'There is no such kind of criterion.' : 'A criterion is an object with a kind.') },
)
const group = z.strictObject({
  ...{ id, name, kind: z.enum(['property', 'event']), maximum, weight: weight.optional(), combine, start },
  ...{ clamp: z.tuple([points, points]).optional(), missing, round },
  criteria: z.array(criterion).max(profileLimits.criteria),
})

/** Schema of a score profile as plain data: shapes and sizes. `profileFaults` finds what does not fit together. */
export const scoreProfileSchema: z.ZodType<ScoreProfile> = z.strictObject({
  name,
  objectType: z.string().min(1),
  segments: z
    .array(z.strictObject({ name, filter: filterSchema }))
    .max(profileLimits.segments, `A profile has at most ${profileLimits.segments} segments.`)
    .default([]),
  ...{ combine, start, missing, round },
  groups: z.array(group).max(profileLimits.groups),
  thresholds: z
    .strictObject({ neutral: points.default(40), healthy: points.default(70), bound, hysteresis: z.number().min(0).max(100).default(0) })
    .default({ neutral: 40, healthy: 70, bound: 'above', hysteresis: 0 }),
}) as unknown as z.ZodType<ScoreProfile>
