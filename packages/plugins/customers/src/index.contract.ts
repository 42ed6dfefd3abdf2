export { type CustomerRow, customerColumns, customerList, customerViews } from './contract.js'
