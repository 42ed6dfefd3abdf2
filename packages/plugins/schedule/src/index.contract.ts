// `@tenure/schedule/contract`: what browsers may know of it.
export { moveContract, scheduleItems, scheduleLinked, scheduleToday } from './contract.js'
