import { RevenueRole } from '@tenure/core/contract'
import { defineSettings, pipelinesOf, propertiesOf, type Settings } from '@tenure/core/plugin'
import { z } from 'zod'

const name = z.string().min(1)
const each = { each: true } as const

/** Which renewals are created, and how (BEY-9). Values of a field are by the name of the object type. */
export const RenewalSettings = defineSettings({
  id: 'tenure.revenue/renewals-settings',
  scope: 'workspace',
  title: 'Renewals',
  description: 'Renewals that are created by themselves, from agreements that are won, recur and have a date to renew.',
  icon: 'clock',
  order: { group: 'settings', rank: 4 },
  schema: z.strictObject({
    pipeline: z.record(z.string(), name.nullable()),
    termNumber: z.record(z.string(), name.nullable()),
    daysAhead: z.int('Whole days, please.').min(1, 'At least one day.').max(730, 'At most 730 days.'),
    upliftPercent: z.number('A number, please.').min(-50, 'At least -50.').max(100, 'At most 100.'),
    noticeDays: z.int('Whole days, please.').min(0, 'At least 0 days.').max(365, 'At most 365 days.'),
  }),
  initial: { pipeline: { deal: 'renewal' }, termNumber: { deal: 'termNumber' }, daysAhead: 120, upliftPercent: 0, noticeDays: 30 },
  labels: {
    pipeline: 'Pipeline of renewals',
    termNumber: 'Property for the term number',
    daysAhead: 'Days ahead',
    upliftPercent: 'Uplift in per cent',
    noticeDays: 'Days of notice',
  },
  hints: {
    pipeline: 'A renewal begins in its first stage. Without one none is created for records of this type.',
    termNumber: 'A number: which term of its chain a record is. The first agreement is 0, its first renewal 1.',
    daysAhead: 'So long before the next term starts, its renewal is there.',
    upliftPercent: 'What the amount rises by from one term to the next; it compounds on what was won.',
    noticeDays: 'A renewal is to be closed on the last day on which notice is in time.',
  },
  choices: {
    pipeline: pipelinesOf(RevenueRole, { each: true, aside: true }),
    termNumber: propertiesOf(RevenueRole, ['number'], each),
  },
  check: (value, look) => [
    ...Object.entries(value.pipeline)
      .filter(([, pipeline]) => pipeline !== null)
      .flatMap(([type, pipeline]) =>
        missingFor({ type, pipeline }, value.termNumber[type], look).map((message) => ({ path: ['pipeline', type], message })),
      ),
    ...(value.noticeDays < value.daysAhead
      ? []
      : [{ path: ['daysAhead'], message: 'A renewal is there before its notice is due: more days ahead than days of notice.' }]),
  ],
})

const needed = {
  startDate: 'Start date property',
  endDate: 'End date property',
  renewalDate: 'Renewal date property',
  recurring: 'Recurring',
  chain: 'Renewal chain',
} as const

type Look = Parameters<NonNullable<Settings<unknown>['check']>>[1]

// What renewals cannot do without is chosen in the section Revenue.
function missingFor(
  { type, pipeline }: { readonly type: string; readonly pipeline: string | null },
  termNumber: string | null | undefined,
  { roles, types }: Look,
): readonly string[] {
  const mapping = roles.get('revenue')?.find((each) => each.type === type)
  if (mapping === undefined) return []
  const properties = types.get(type)?.properties ?? []
  const labels = Object.entries(needed).flatMap(([role, label]) => {
    const chosen = properties.find(({ name }) => name === mapping.properties[role])
    return chosen === undefined || chosen.kind === 'datetime' ? [label] : []
  })
  const isShown = mapping.pipelines === undefined || mapping.pipelines.some((value) => value === pipeline)
  return [
    ...(labels.length === 0 ? [] : [`Renewals need this, as a day and not as a time: choose ${labels.join(', ')} under Revenue.`]),
    ...(termNumber == null ? ['Renewals need a property for the term number.'] : []),
    ...(isShown ? [] : ['Records of this pipeline are not in the tab. Choose one that is.']),
  ]
}
