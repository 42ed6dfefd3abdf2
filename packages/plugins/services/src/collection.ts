import { Company, days, ServiceRole, through } from '@tenure/core/contract'
import { implementCollection } from '@tenure/core/plugin'
import { ascending, is, isInNext, me } from '@tenure/core/query'
import { servicesContract } from './contract.js'
import { ServicesSettings } from './settings.js'

const customer = through(ServiceRole.company, Company.name)
const byName = [ascending(ServiceRole.name)]

/** The services with their built-in views. */
export const Services = implementCollection(servicesContract, {
  columns: [
    ServiceRole.name,
    { property: customer, label: 'Customer' },
    { property: through(ServiceRole.company, Company.healthScore), label: 'Health', format: 'health' },
    ServiceRole.stage,
    ServiceRole.renewalDate,
    ServiceRole.lastActivityAt,
    ServiceRole.csm,
  ],
  sorted: [ServiceRole.createdAt, ServiceRole.lastActivityAt, ServiceRole.renewalDate],
  groupedBy: ServiceRole.stage,
  searched: [ServiceRole.name, customer],
  views: [
    { id: 'tenure.services/all', title: 'All services', description: 'Every service that you may see', icon: 'service', orderBy: byName },
    {
      id: 'tenure.services/owned-by-me',
      title: 'My services',
      description: 'Services whose CSM you are',
      icon: 'user',
      where: is(ServiceRole.csm, me),
      orderBy: byName,
    },
    {
      id: 'tenure.services/due',
      title: 'Renewing in 90 days',
      description: 'Services whose renewal date is in the next 90 days',
      icon: 'clock',
      where: isInNext(ServiceRole.renewalDate, days(90)),
      orderBy: [ascending(ServiceRole.renewalDate)],
    },
  ],
  adapt: { uses: { settings: ServicesSettings }, layout: ({ settings }) => settings.layout },
})
