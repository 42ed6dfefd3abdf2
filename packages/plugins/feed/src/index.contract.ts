export { type FeedRow, feedContract, feedList, feedViews } from './contract.js'
