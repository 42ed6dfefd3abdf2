export {
  type ServiceRow,
  serviceBoard,
  serviceColumns,
  serviceGroups,
  serviceList,
  servicesContract,
  serviceTotals,
  serviceViews,
} from './contract.js'
export { services } from './plugin.js'
