import type { Words } from '../en/index.js'
import { plural } from './plural.js'

/** Texts of search and commands. */
export const palette: Words['palette'] = {
  open: 'Suche und Befehle',
  missing: 'Nicht geladen: keine Verbindung',
  placeholder: 'Datensätze, Ansichten und Befehle suchen',
  results: 'Ergebnisse',
  close: 'Schließen',
  recent: 'Zuletzt geöffnet',
  records: 'Datensätze',
  tabs: 'Reiter',
  views: 'Ansichten',
  list: 'Diese Liste',
  doWith: (record) => `Mit ${record}`,
  count: (count, text) => `${text} ${plural(count, { one: 'Ergebnis', other: 'Ergebnisse' })}`,
  none: (text) => `Nichts heißt „${text}“, oder Sie dürfen es nicht sehen.`,
  nothingYet:
    'Geben Sie einen Namen, eine E-Mail-Adresse oder eine Domain ein. Beginnen Sie mit „archiviert“, um archivierte Datensätze zu finden.',
  archived: 'archiviert',
  offline: 'Keine Verbindung: Datensätze können jetzt nicht gesucht werden. Befehle, Reiter und Ansichten sind da.',
  failed: (why) => `Datensätze konnten nicht gesucht werden. ${why}`,
  unnamed: 'Ohne Namen',
  move: 'bewegen',
  choose: 'öffnen',
  beside: 'neues Fenster',
  rights: 'Nur was Sie sehen dürfen',
}
