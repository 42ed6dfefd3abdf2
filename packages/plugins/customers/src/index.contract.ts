export {
  type CustomerRow,
  customerColumns,
  customerGroups,
  customerList,
  customersContract,
  customerTotals,
  customerViews,
} from './contract.js'
