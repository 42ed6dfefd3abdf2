export { ExchangeRate } from './agreement/exchange-rates.js'
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
export {
  customersBehindContract,
  forecastContract,
  leftOutContract,
  movementsContract,
  renewalHealthContract,
  renewalMonthsContract,
  renewalRecordsContract,
  renewalsContract,
  retentionContract,
  retentionTrendContract,
  revenueFigures,
} from './numbers/numbers-contract.js'
