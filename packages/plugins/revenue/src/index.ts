export {
  type RevenueRow,
  revenueBoard,
  revenueColumns,
  revenueContract,
  revenueGroups,
  revenueList,
  revenueTotals,
  revenueViews,
} from './contract.js'
export { revenue } from './plugin.js'
