import { type CollectionRow, Company, defineCollectionContract, ServiceRole, through } from '@tenure/core/contract'

const always = [
  ServiceRole.name,
  ServiceRole.pipeline,
  ServiceRole.stage,
  ServiceRole.renewalDate,
  // The health of the customer is a word and a number: a card shows both.
  through(ServiceRole.company, Company.healthScore),
  through(ServiceRole.company, Company.healthStatus),
] as const

/** One service: what every list shows, and the chosen columns under their names. A missing value is `null`. */
export type ServiceRow = CollectionRow<(typeof always)[number]>

/** The records of the role *service* as a collection, as browsers know it. */
export const servicesContract = defineCollectionContract({
  id: 'tenure.services/list',
  of: ServiceRole,
  title: 'Services',
  always,
})
/** The services of a view, in the pipelines of the workspace (SVC-1). */
export const serviceList = servicesContract.list
/** The views of the tab, each with how many services it has now. */
export const serviceViews = servicesContract.viewList
/** How many services a view has. */
export const serviceTotals = servicesContract.totalList
/** The same by stage, or by another property. */
export const serviceGroups = servicesContract.groupList
/** The columns that the user may choose from. */
export const serviceColumns = servicesContract.columnList
/** The pipelines of the tab, with their stages. */
export const serviceBoard = servicesContract.boardList
