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
export { dashboards } from './plugin.js'
export { behindContract, drawnContract, subjectsContract, valuesContract } from './report/report-contract.js'
