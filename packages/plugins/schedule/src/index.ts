// `@tenure/schedule`: the Schedule tab.
export { moveContract, scheduleItems, scheduleLinked, scheduleToday } from './contract.js'
export { schedule } from './plugin.js'
