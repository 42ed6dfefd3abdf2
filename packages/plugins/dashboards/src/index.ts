export {
  addDashboardsContract,
  copyDashboardContract,
  dashboardContract,
  dashboardsContract,
  deleteDashboardContract,
  libraryReportContract,
  saveDashboardContract,
  savedReportContract,
  saveReportContract,
  takeOutDashboardContract,
} from './board/board-contract.js'
export { dashboards } from './plugin.js'
export { behindContract, drawnContract, subjectsContract, valuesContract } from './report/report-contract.js'
