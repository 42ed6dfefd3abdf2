// `@tenure/administration`: the pages of the administration, as one plugin.
export { administration } from './plugin.js'
