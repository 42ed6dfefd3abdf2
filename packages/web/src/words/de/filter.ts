import type { LateWords } from '../en/index.js'

/** Spans of time that a quick filter offers. */
export const filter: LateWords['filter'] = {
  by: (label) => `Nach ${label} filtern`,
  any: 'Jedes Datum',
  choices: {
    today: 'Heute',
    yesterday: 'Gestern',
    'this-week': 'Diese Woche',
    'last-7': 'Letzte 7 Tage',
    'last-30': 'Letzte 30 Tage',
    'last-90': 'Letzte 90 Tage',
    'this-month': 'Dieser Monat',
    'this-quarter': 'Dieses Quartal',
    'older-30': 'Vor mehr als 30 Tagen',
    'older-90': 'Vor mehr als 90 Tagen',
    unknown: 'Kein Datum',
  },
  anyOf: (count) => `eine von ${count} Personen`,
  seek: 'Personen suchen',
  me: (name) => `${name} (ich)`,
  nobody: 'Niemand hat diesen Namen.',
  anyone: 'Alle Personen',
  quoted: (text) => `„${text}“`,
  contains: (label) => `${label} enthält`,
  apply: 'Anwenden',
  anyText: 'Jeder Text',
  anyOption: 'Beliebig',
}
