import type { Words } from '../en/index.js'
import { plural } from './plural.js'

/** Texts of a list: its views, its head and its columns, and why it is empty. */
export const list: Words['list'] = {
  within: (title) => title,
  named: (heading, what) => `${heading}, ${what}`,
  views: 'Ansichten',
  workspaceViews: 'Ansichten des Arbeitsbereichs',
  myViews: 'Meine Ansichten',
  viewsFailed: 'Die Ansichten konnten nicht gelesen werden.',
  changeView: (heading) => `Ansicht: ${heading}. Ansicht wechseln`,
  builtIn: 'Eingebaut',
  search: (what) => `${what} suchen`,
  clearSearch: 'Suche löschen',
  clear: 'Zurücksetzen',
  clearFilters: 'Schnellfilter löschen',
  sort: 'Sortieren',
  sortedBy: (label) => `Sortiert nach ${label}`,
  fresh: (count) => `${count} neu`,
  count: (count, what) => plural(count, { one: 'Datensatz', other: what }),
  noneYet: (what) => `Noch keine ${what}`,
  noneYetWhy: 'Sie erscheinen hier, sobald welche importiert oder angelegt sind und Sie sie sehen dürfen.',
  noMatch: (what) => `Keine passenden ${what}`,
  quoted: (text) => `„${text}“`,
  quickFilters: (count, text) => plural(count, { one: 'einen Schnellfilter', other: `${text} Schnellfilter` }),
  leftOut: (what, by) => `Alle ${what} sind durch ${by.join(' und ')} ausgeblendet.`,
  leftOutOf: (total, what, view, by) => `${total} ${what} von „${view}“ sind durch ${by.join(' und ')} ausgeblendet.`,
  emptyView: (what) => `Keine ${what} in dieser Ansicht`,
  emptyViewWhy: 'Zurzeit besteht nichts den Filter dieser Ansicht.',
  sentence: (text) => (/[.!?]$/.test(text) ? text : `${text}.`),
  otherHas: (title, total) => `„${title}“ hat ${total}.`,
  open: (title) => `${title} öffnen`,
}
