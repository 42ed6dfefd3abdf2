import type { Words } from '../en/index.js'
import { plural } from './plural.js'

/** Texts of forms, and of the frame of the administration. */
export const form: Words['form'] = {
  optional: 'freiwillig',
  unsaved: 'Nicht gespeicherte Änderungen',
  changes: (count) => `${count} ${plural(count, { one: 'Änderung', other: 'Änderungen' })} nicht gespeichert`,
  inPart: (what) => `in ${what}`,
  faults: (count) => plural(count, { one: '1 Feld braucht Sie', other: `${count} Felder brauchen Sie` }),
  discard: 'Verwerfen',
  review: 'Änderungen ansehen',
  save: (what) => `${what} speichern`,
  leave: 'Verlassen, ohne zu speichern?',
  leaveWhy: (what) => `Ihre Änderungen in ${what} sind nicht gespeichert.`,
  leaveVerb: 'Verlassen',
  stay: 'Bleiben',
  settings: 'Einstellungen',
  account: 'Konto',
}
