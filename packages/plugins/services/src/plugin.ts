import { board } from '@tenure/core/block'
import { ServiceRole } from '@tenure/core/contract'
import { definePlugin, defineTab } from '@tenure/core/plugin'
import { Services } from './collection.js'
import { german } from './german.js'
import { ServicesSettings } from './settings.js'

const tab = defineTab({
  id: 'tenure.services/services',
  title: 'Services',
  icon: 'service',
  order: { group: 'customers', rank: 2 },
  when: { setting: ServicesSettings.id, field: 'showTab' },
  block: board(Services, {
    fields: ['csm', 'renewalDate', { field: 'company.healthScore', format: 'health' }, 'company.name'],
    quickFilters: [
      { property: ServiceRole.csm, label: 'Owner' },
      { property: ServiceRole.name, label: 'Name' },
      { property: ServiceRole.createdAt, label: 'Create date' },
    ],
    opens: 'record',
    creates: { type: ServiceRole, title: 'New service' },
  }),
})

/** The Services tab: what customers use, as a board by stage and as a table. */
export const services = definePlugin({
  id: 'tenure.services',
  version: '0.1.0',
  host: '1.0',
  grants: [Services.grant],
  contributes: [Services, ServicesSettings, tab, german],
})
