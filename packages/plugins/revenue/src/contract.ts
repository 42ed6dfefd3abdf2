import { type CollectionRow, Company, defineCollectionContract, RevenueRole, through } from '@tenure/core/contract'

const always = [
  RevenueRole.name,
  RevenueRole.amount,
  RevenueRole.pipeline,
  RevenueRole.stage,
  RevenueRole.renewalDate,
  // The health of the customer is a word and a number: a card shows both.
  through(RevenueRole.company, Company.healthScore),
  through(RevenueRole.company, Company.healthStatus),
] as const

/** One record of revenue: what every list shows, and the chosen columns under their names. A missing value is `null`. */
export type RevenueRow = CollectionRow<(typeof always)[number]>

/** The records of the role *revenue* as a collection, as browsers know it. */
export const revenueContract = defineCollectionContract({
  id: 'tenure.revenue/list',
  of: RevenueRole,
  title: 'Revenue',
  always,
})
/** The records of a view in the pipelines of the workspace (REV-1). With `object` those of one of two object types (REV-5). */
export const revenueList = revenueContract.list
/** The views of the tab, each with how many records it has now. */
export const revenueViews = revenueContract.viewList
/** How many records a view has, their amounts in each currency, and the same weighted by the probability of their stage. */
export const revenueTotals = revenueContract.totalList
/** The same by stage, or by another property. */
export const revenueGroups = revenueContract.groupList
/** The columns that the user may choose from. */
export const revenueColumns = revenueContract.columnList
/** The object types and pipelines of the tab, with their stages. */
export const revenueBoard = revenueContract.boardList
