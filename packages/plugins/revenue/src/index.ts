export * from './index.contract.js'
export { revenue } from './plugin.js'
