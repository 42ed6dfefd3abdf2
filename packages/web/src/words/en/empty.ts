import { plural } from './plural.js'

/** Why a list is empty, what it shows besides its view, and the ways out. */
export const empty = {
  clearFilters: 'Clear quick filters',
  noneYet: (what: string) => `No ${what} yet`,
  noneYetWhy: 'They appear here as soon as some are imported or created and you may see them.',
  noMatch: (what: string) => `No ${what} match`,
  quoted: (text: string) => `“${text}”`,
  quickFilters: (count: number, text: string) => plural(count, { one: 'a quick filter', other: `${text} quick filters` }),
  choicesAbove: 'what is chosen above',
  clearChoices: 'Reset what is chosen above',
  archived: 'Archived',
  showArchived: 'Show what is archived',
  hideArchived: 'Leave the archive',
  noneArchived: (what: string) => `No archived ${what} in this view`,
  noneArchivedWhy: 'What is archived keeps its history, and comes back from here.',
  leftOut: (what: string, by: readonly string[]) => `All ${what} are left out by ${by.join(' and ')}.`,
  leftOutOf: (total: string, what: string, view: string, by: readonly string[]) =>
    `${total} ${what} of “${view}” are left out by ${by.join(' and ')}.`,
  emptyView: (what: string) => `No ${what} in this view`,
  emptyViewWhy: 'Nothing passes the filter of this view now.',
  sentence: (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`),
  otherHas: (title: string, total: string) => `“${title}” has ${total}.`,
  open: (title: string) => `Open ${title}`,
}
