export { type CustomerRow, customerColumns, customerList, customerViews } from './contract.js'
export { customers } from './plugin.js'
