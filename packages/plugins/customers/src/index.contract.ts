export { type CustomerRow, customerColumns, customerList, customersContract, customerViews } from './contract.js'
