// `@tenure/administration`: the pages of the administration, as one plugin.

export { firstStart } from './first-start/first-start.js'
export { importPages } from './imports/imports.js'
export { administration } from './plugin.js'
