import { defineSettings, oneOf } from '@tenure/core/plugin'
import { isTimeZone } from '@tenure/core/zone'
import { z } from 'zod'

const share = z.number().min(0).max(1)

/** How the numbers of revenue are worked out: the choices of an account that books in its own way. */
export const NumberSettings = defineSettings({
  id: 'tenure.revenue/numbers',
  scope: 'workspace',
  title: 'Revenue numbers',
  description: 'How renewals are forecast, and how retention and movements are worked out.',
  icon: 'trend',
  order: { group: 'settings', rank: 5 },
  schema: z
    .strictObject({
      reportingCurrency: z
        .string()
        .regex(/^[A-Z]{3}$/, 'A currency is three capital letters, such as EUR.')
        .nullable(),
      movementRate: z.enum(['opening', 'closing']),
      lastDay: z.enum(['inclusive', 'exclusive']),
      grain: z.enum(['customer', 'subscription']),
      gapDays: z.int().min(0).max(366),
      timeZone: z.string().refine(isTimeZone, 'There is no such time zone. One is written as Europe/Lisbon.'),
      committedFrom: share,
      atRiskBelow: share,
    })
    .refine(({ committedFrom, atRiskBelow }) => atRiskBelow <= committedFrom, {
      path: ['atRiskBelow'],
      message: 'At risk ends where committed begins, or below it.',
    }),
  initial: {
    reportingCurrency: null,
    movementRate: 'opening',
    lastDay: 'exclusive',
    grain: 'customer',
    gapDays: 0,
    timeZone: 'UTC',
    committedFrom: 0.9,
    atRiskBelow: 0.5,
  },
  labels: {
    reportingCurrency: 'Reporting currency',
    movementRate: 'Rate of movements',
    lastDay: 'The end date is',
    grain: 'Rises and falls are netted',
    gapDays: 'Tolerated gap in days',
    timeZone: 'Time zone of the numbers',
    committedFrom: 'Committed from a probability of',
    atRiskBelow: 'At risk below a probability of',
  },
  hints: {
    lastDay: 'Renewals that are created by themselves end on the first day without them.',
    reportingCurrency: 'Everything is converted into it by the imported exchange rates. Without one each currency is by itself.',
    movementRate: 'The rate of the opening keeps retention free of exchange rates.',
    gapDays: 'A customer without revenue for at most so many days is taken to have gone on.',
    timeZone: 'It says on which day something was changed, for everybody alike.',
  },
  choices: {
    movementRate: oneOf([
      { value: 'opening', label: 'That of the opening' },
      { value: 'closing', label: 'That of the closing' },
    ]),
    lastDay: oneOf([
      { value: 'exclusive', label: 'The first day without it' },
      { value: 'inclusive', label: 'The last day of the agreement' },
    ]),
    grain: oneOf([
      { value: 'customer', label: 'For each customer' },
      { value: 'subscription', label: 'For each agreement' },
    ]),
  },
})
