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
}
