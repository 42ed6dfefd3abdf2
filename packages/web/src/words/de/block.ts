import type { LateWords } from '../en/index.js'

/** Texts of blocks. */
export const block: LateWords['block'] = {
  simple: 'Dies ist die einfache Darstellung, denn die eigene des Plugins konnte nicht gezeigt werden.',
  tryNow: 'Jetzt versuchen',
  table: 'Tabelle',
  unnamed: 'Ohne Namen',
  actions: 'Aktionen',
  search: (label) => (label === undefined ? 'Suchen' : `In ${label} suchen`),
  noMatch: 'Keine Zeile passt',
  noMatchWhy: (search) => `„${search}“ steht in keiner Zelle dieser Tabelle.`,
  clearSearch: 'Suche leeren',
  rows: (count, isOne) => `${count} ${isOne ? 'Zeile' : 'Zeilen'}`,
  someOf: (shown, total) => `${shown} von ${total} Zeilen`,
  more: (count) => `${count} weitere zeigen`,
  controls: 'Was gezeigt wird',
  anyChoice: 'Alle',
}
