// `@tenure/core/administration`: for plugins that add pages to the administration, and for what these pages ask of the core.
export { definePage, type PageArea, type PageSpec } from './contract/administration/page.js'
