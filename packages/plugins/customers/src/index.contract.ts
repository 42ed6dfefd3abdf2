export {
  type CustomerRow,
  customerCards,
  customerColumns,
  customerGroups,
  customerList,
  customersContract,
  customerTotals,
  customerViews,
} from './contract.js'
