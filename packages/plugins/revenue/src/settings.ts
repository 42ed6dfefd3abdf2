import { RevenueRole } from '@tenure/core/contract'
import { defineSettings, oneOf, pipelinesOf, playingOf, propertiesOf } from '@tenure/core/plugin'
import { z } from 'zod'

const name = z.string().min(1)
const forEach = z.record(z.string(), name.nullable())
const times = ['date', 'datetime'] as const
const each = { each: true } as const

/** How each object type of revenue is read, and whether the tab is there (WSP-8). Values of a field are by the name of the object type. */
export const RevenueSettings = defineSettings({
  id: 'tenure.revenue/settings',
  scope: 'workspace',
  title: 'Revenue',
  description: 'Which pipelines are shown, who looks after a record, and what retention is worked out from.',
  icon: 'money',
  order: { group: 'settings', rank: 3 },
  schema: z
    .strictObject({
      showTab: z.boolean(),
      first: name.nullable(),
      csm: forEach,
      pipelines: z.record(z.string(), z.array(name).min(1)),
      defaultPipeline: z.record(z.string(), name),
      layout: z.record(z.string(), z.enum(['board', 'table'])),
      amount: forEach,
      renewalDate: forEach,
      startDate: forEach,
      endDate: forEach,
      termMonths: forEach,
      recurring: forEach,
      chain: forEach,
    })
    .superRefine(({ showTab, csm }, context) => {
      // A tab without one would be in nobody's portfolio.
      const missing = Object.entries(csm).filter(([, property]) => property === null)
      if (showTab)
        for (const [type] of missing)
          context.addIssue({ code: 'custom', path: ['csm', type], message: 'Choose who looks after a record, or hide the tab.' })
    }),
  initial: {
    showTab: true,
    first: null,
    csm: { deal: 'csm' },
    pipelines: { deal: ['sales', 'renewal'] },
    defaultPipeline: { deal: 'sales' },
    layout: { deal: 'board' },
    amount: { deal: 'amount' },
    renewalDate: { deal: 'renewalDate' },
    startDate: { deal: 'startDate' },
    endDate: { deal: 'endDate' },
    termMonths: { deal: 'termMonths' },
    recurring: { deal: 'recurring' },
    chain: { deal: 'chain' },
  },
  labels: {
    showTab: 'Show the tab',
    first: 'Shown first',
    csm: 'CSM property',
    pipelines: 'Pipelines',
    defaultPipeline: 'Default pipeline',
    layout: 'Default layout',
    amount: 'Amount',
    renewalDate: 'Renewal date property',
    startDate: 'Start date property',
    endDate: 'End date property',
    termMonths: 'Term in months',
    recurring: 'Recurring',
    chain: 'Renewal chain',
  },
  hints: {
    first: 'Of two object types the one that the tab opens with. Without one it is the first of the object roles.',
    csm: 'A record is in the portfolio of the user that this property names.',
    pipelines: 'Records of other pipelines are not in the tab.',
    layout: 'The tab opens with it, unless a view has its own. Without one it is the board.',
    amount: 'What a record is worth for one term.',
    termMonths: 'A number: how long one term is. Without it an amount counts for 12 months.',
    recurring: 'Yes or no: only what recurs counts for retention. Without it everything does.',
    chain: 'Records with the same text are terms of one agreement.',
  },
  choices: {
    first: playingOf(RevenueRole),
    csm: propertiesOf(RevenueRole, ['user'], each),
    pipelines: pipelinesOf(RevenueRole, each),
    defaultPipeline: pipelinesOf(RevenueRole, each),
    layout: oneOf(
      [
        { value: 'board', label: 'Board' },
        { value: 'table', label: 'Table' },
      ],
      { each: RevenueRole },
    ),
    amount: propertiesOf(RevenueRole, ['money'], each),
    renewalDate: propertiesOf(RevenueRole, times, each),
    startDate: propertiesOf(RevenueRole, times, each),
    endDate: propertiesOf(RevenueRole, times, each),
    termMonths: propertiesOf(RevenueRole, ['number'], each),
    recurring: propertiesOf(RevenueRole, ['boolean'], each),
    chain: propertiesOf(RevenueRole, ['string', 'text'], each),
  },
  check: ({ pipelines, defaultPipeline }) =>
    Object.entries(defaultPipeline)
      .filter(([type, chosen]) => pipelines[type]?.includes(chosen) === false)
      .map(([type]) => ({ path: ['defaultPipeline', type], message: 'The default pipeline is one of those that are shown.' })),
})
