export { type FeedRow, feedContract, feedList, feedViews } from './contract.js'
export { takeActivitiesContract } from './take-contract.js'
