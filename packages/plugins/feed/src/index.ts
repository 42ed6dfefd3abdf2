export { type FeedRow, feedContract, feedList, feedViews } from './contract.js'
export { feed } from './plugin.js'
export { takeActivitiesContract } from './take-contract.js'
