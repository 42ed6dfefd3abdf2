export {
  addDashboardsContract,
  copyDashboardContract,
  dashboardContract,
  dashboardsContract,
  deleteDashboardContract,
  libraryReportContract,
  placeReportContract,
  saveDashboardContract,
  savedReportContract,
  saveReportContract,
  takeOutDashboardContract,
} from './desk/board-contract.js'
export { activityContract } from './library/activity-contract.js'
export { healthAverageContract } from './library/health-trend.js'
export { dashboards } from './plugin.js'
export { behindContract, drawnContract, placeBehindContract, subjectsContract, valuesContract } from './report/report-contract.js'
export { setSummaryReportsContract, summaryReportsContract } from './summary-reports/summary-contract.js'
