import { plural } from './plural.js'

/** Texts of a list: its views, its head and its columns, and why it is empty. */
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
  clearFilters: 'Clear quick filters',
  export: 'Export',
  exportCsv: 'Export the list as CSV',
  exported: 'The list is exported',
  notExported: 'The list was not exported',
  sort: 'Sort',
  sortedBy: (label: string) => `Sorted by ${label}`,
  fresh: (count: string) => `${count} new`,
  count: (count: number, what: string) => plural(count, { one: 'record', other: what }),
  noneYet: (what: string) => `No ${what} yet`,
  noneYetWhy: 'They appear here as soon as some are imported or created and you may see them.',
  noMatch: (what: string) => `No ${what} match`,
  quoted: (text: string) => `“${text}”`,
  quickFilters: (count: number, text: string) => plural(count, { one: 'a quick filter', other: `${text} quick filters` }),
  leftOut: (what: string, by: readonly string[]) => `All ${what} are left out by ${by.join(' and ')}.`,
  leftOutOf: (total: string, what: string, view: string, by: readonly string[]) =>
    `${total} ${what} of “${view}” are left out by ${by.join(' and ')}.`,
  emptyView: (what: string) => `No ${what} in this view`,
  emptyViewWhy: 'Nothing passes the filter of this view now.',
  sentence: (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`),
  otherHas: (title: string, total: string) => `“${title}” has ${total}.`,
  open: (title: string) => `Open ${title}`,
}
