// `@tenure/alerts`: customers whose health status changed, owned until somebody closes them.
export { Alert } from './alert-type.js'
export {
  activeAlerts,
  alertReport,
  alertsOfRecord,
  closeContract,
  dismissContract,
  snoozeContract,
  takeOnContract,
} from './contract.js'
export { alerts } from './plugin.js'
