import { plural } from './plural.js'

/** Texts of a list: its views, its head and its columns. */
export const list = {
  /** What the records of a list are called within a sentence. */
  within: (title: string) => title.toLowerCase(),
  named: (heading: string, what: string) => `${heading}, ${what}`,
  views: 'Views',
  workspaceViews: 'Workspace views',
  myViews: 'My views',
  viewsFailed: 'Views could not be read.',
  changeView: (heading: string) => `View: ${heading}. Change view`,
  builtIn: 'Built in',
  search: (what: string) => `Search ${what}`,
  clearSearch: 'Clear search',
  clear: 'Clear',
  export: 'Export',
  exportCsv: 'Export the list as CSV',
  exported: 'The list is exported',
  notExported: 'The list was not exported',
  sort: 'Sort',
  sortedBy: (label: string) => `Sorted by ${label}`,
  fresh: (count: string) => `${count} new`,
  count: (count: number, what: string) => plural(count, { one: 'record', other: what }),
  restored: 'Restored',
  restoreFirst: 'It is archived. Restore it to change it.',
}
