import { ServiceRole } from '@tenure/core/contract'
import { defineSettings, oneOf, pipelinesOf, propertiesOf } from '@tenure/core/plugin'
import { z } from 'zod'

const name = z.string().min(1)

/** Which services the tab shows, who looks after them, and whether the tab is there (WSP-7). */
export const ServicesSettings = defineSettings({
  id: 'tenure.services/settings',
  scope: 'workspace',
  title: 'Services',
  description: 'Which pipelines are shown, who looks after a service, and when it renews.',
  icon: 'service',
  order: { group: 'settings', rank: 2 },
  schema: z
    .strictObject({
      showTab: z.boolean(),
      csm: name.nullable(),
      renewalDate: name.nullable(),
      pipelines: z.array(name).min(1),
      defaultPipeline: name,
      layout: z.enum(['board', 'table']),
    })
    .superRefine(({ showTab, csm }, context) => {
      // A tab without one would be in nobody's portfolio.
      if (showTab && csm === null)
        context.addIssue({ code: 'custom', path: ['csm'], message: 'Choose who looks after a service, or hide the tab.' })
    }),
  initial: {
    showTab: true,
    csm: 'csm',
    renewalDate: 'renewalDate',
    pipelines: ['lifecycle'],
    defaultPipeline: 'lifecycle',
    layout: 'board',
  },
  labels: {
    showTab: 'Show the tab',
    csm: 'CSM property',
    renewalDate: 'Renewal date property',
    pipelines: 'Pipelines',
    defaultPipeline: 'Default pipeline',
    layout: 'Default layout',
  },
  hints: {
    csm: 'A service is in the portfolio of the user that this property names.',
    pipelines: 'Services of other pipelines are not in the tab.',
  },
  choices: {
    csm: propertiesOf(ServiceRole, ['user']),
    renewalDate: propertiesOf(ServiceRole, ['date', 'datetime']),
    pipelines: pipelinesOf(ServiceRole),
    defaultPipeline: pipelinesOf(ServiceRole),
    layout: oneOf([
      { value: 'board', label: 'Board' },
      { value: 'table', label: 'Table' },
    ]),
  },
  check: ({ pipelines, defaultPipeline }) =>
    pipelines.includes(defaultPipeline)
      ? []
      : [{ path: ['defaultPipeline'], message: 'The default pipeline is one of those that are shown.' }],
})
