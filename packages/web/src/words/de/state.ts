import type { Words } from '../en/index.js'

/** Texts in place of what is not there. */
export const state: Words['state'] = {
  loading: 'Wird geladen',
  tryNow: 'Jetzt versuchen',
  copy: 'Einzelheiten kopieren',
  copied: 'Kopiert',
  mayNotSee: (what) => `Das dürfen Sie nicht sehen: ${what}`,
  notShown: (what) => `Nicht zu zeigen: ${what}`,
  notDrawn: (why) => `Die Seite konnte es nicht darstellen: ${why}`,
  noRecord: 'Diesen Datensatz gibt es nicht',
  noRecordWhy: 'Es gibt ihn nicht, oder Sie dürfen ihn nicht sehen.',
  lastRead: (time) => `Zuletzt gelesen um ${time}.`,
  updated: (when) => `Aktualisiert ${when}`,
  justNow: 'gerade eben',
  ago: (span) => `vor ${span}`,
  theWorkspace: 'der Arbeitsbereich',
  theTab: 'der Reiter',
  thisBlock: 'dieser Block',
  unknownBlock: (kind) => `Diese Seite kann „${kind}“ nicht darstellen`,
  unknownBlockWhy:
    'Das Plugin beschreibt eine Art von Block, die diese Seite nicht kennt. Laden Sie die Seite neu, um die neueste Fassung zu erhalten.',
  noData: 'keine Daten',
  noneOpen: 'Kein Datensatz ist geöffnet',
  noneOpenWhy: 'Dieser Block zeigt etwas vom geöffneten Datensatz.',
  nothing: 'Hier ist nichts',
  nothingWhy: 'Die Quelle hat zurzeit keine Zeilen für Sie.',
  table: 'Tabelle',
}
