// `@tenure/schedule`: the Schedule tab.
export { moveContract, scheduleItems, scheduleLinked } from './contract.js'
export { schedule } from './plugin.js'
