import type { LateWords } from '../en/index.js'
import { plural } from './plural.js'

/** Texte von Wiederholungen und Erinnerungen. */
export const repeat: LateWords['repeat'] = {
  repeats: 'Wiederholung',
  change: (label, text) => `${label}: ${text}`,
  unit: { never: 'Nie', day: 'Täglich', week: 'Wöchentlich', month: 'Monatlich', year: 'Jährlich', other: 'Nach eigener Regel' },
  otherWhy: 'Diese Regel sagt mehr, als dieses Formular kann. Eine andere Auswahl ersetzt sie.',
  every: 'Abstand',
  units: {
    day: (count) => plural(count, { one: 'Tag', other: 'Tage' }),
    week: (count) => plural(count, { one: 'Woche', other: 'Wochen' }),
    month: (count) => plural(count, { one: 'Monat', other: 'Monate' }),
    year: (count) => plural(count, { one: 'Jahr', other: 'Jahre' }),
  },
  day: 'Tag',
  days: 'An diesen Tagen',
  ends: 'Endet',
  end: { never: 'Nie', until: 'An einem Tag', after: 'Nach einigen Malen' },
  lastDay: 'Letzter Tag',
  howMany: 'Nach',
  times: (count) => plural(count, { one: 'Mal', other: 'Malen' }),
  wholeNumber: (most) => `Eine ganze Zahl von 1 bis ${most}.`,
  next: (dates) => `Nächste Termine: ${dates}`,
  noNext: 'Danach kommt kein Termin mehr.',
  done: 'Fertig',
  save: 'Speichern',
  leave: 'Abbrechen',
  reminder: {
    none: 'Keine',
    atDue: 'Zum Fälligkeitszeitpunkt',
    before: (span) => `${span} vorher`,
    own: 'Zu einer eigenen Zeit',
    ownOf: (label) => `${label}: Tag und Uhrzeit`,
  },
}
