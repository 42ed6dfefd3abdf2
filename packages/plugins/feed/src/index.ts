export { type FeedRow, feedContract, feedList, feedViews } from './contract.js'
export { feed } from './plugin.js'
