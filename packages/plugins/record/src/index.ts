export { record } from './plugin.js'
