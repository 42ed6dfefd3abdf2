import { type CollectionRow, CustomerRole, defineCollectionContract } from '@tenure/core/contract'

const always = [CustomerRole.name, CustomerRole.healthStatus, CustomerRole.renewalDate] as const

/** One customer of a list: what every list shows, and the chosen columns under their names. A missing value is `null`. */
export type CustomerRow = CollectionRow<(typeof always)[number]>

/** The customers as a collection, as browsers know it. */
export const customersContract = defineCollectionContract({
  id: 'tenure.customers/list',
  of: CustomerRole,
  title: 'Customers',
  always,
})
/**
 * The customers of a view, as the Customers tab shows them (CUS-1, CUS-2). Without `view` it is the first of the built-in ones.
 * Shape: a window of rows from `offset`; `total` is the number of all, `objectType` plays the role *customer* now.
 */
export const customerList = customersContract.list
/** The views of the tab, each with how many customers it has now; `null` where a view needs configuration first. */
export const customerViews = customersContract.viewList
/** The default views as cards of Summary, each with its count (SUM-4). */
export const customerCards = customersContract.cardList
/** How many customers a view has, their ARR in each currency and their average health score. */
export const customerTotals = customersContract.totalList
/** The same by health status, or by another property. */
export const customerGroups = customersContract.groupList
/** The columns that the user may choose from. */
export const customerColumns = customersContract.columnList
