// `@tenure/summary`: the Summary tab.
export { summary } from './plugin.js'
