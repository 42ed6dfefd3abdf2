export * from './index.contract.js'
export { services } from './plugin.js'
