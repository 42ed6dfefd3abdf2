import type { Words } from '../en/index.js'
import { plural } from './plural.js'

/** Why a list is empty, what it shows besides its view, and the ways out. */
export const empty: Words['empty'] = {
  clearFilters: 'Schnellfilter löschen',
  noneYet: (what) => `Noch keine ${what}`,
  noneYetWhy: 'Sie erscheinen hier, sobald welche importiert oder angelegt sind und Sie sie sehen dürfen.',
  noMatch: (what) => `Keine passenden ${what}`,
  quoted: (text) => `„${text}“`,
  quickFilters: (count, text) => plural(count, { one: 'einen Schnellfilter', other: `${text} Schnellfilter` }),
  choicesAbove: 'die Auswahl oberhalb der Liste',
  clearChoices: 'Auswahl oberhalb der Liste zurücksetzen',
  archived: 'Archiviert',
  showArchived: 'Archivierte anzeigen',
  hideArchived: 'Archiv verlassen',
  noneArchived: (what) => `Keine archivierten ${what} in dieser Ansicht`,
  noneArchivedWhy: 'Was archiviert ist, behält seinen Verlauf und lässt sich hier wiederherstellen.',
  leftOut: (what, by) => `Alle ${what} sind durch ${by.join(' und ')} ausgeblendet.`,
  leftOutOf: (total, what, view, by) => `${total} ${what} von „${view}“ sind durch ${by.join(' und ')} ausgeblendet.`,
  emptyView: (what) => `Keine ${what} in dieser Ansicht`,
  emptyViewWhy: 'Zurzeit besteht nichts den Filter dieser Ansicht.',
  sentence: (text) => (/[.!?]$/.test(text) ? text : `${text}.`),
  otherHas: (title, total) => `„${title}“ hat ${total}.`,
  open: (title) => `${title} öffnen`,
}
