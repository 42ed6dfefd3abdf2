import type { Words } from '../en/index.js'

/** What the keys of the page do. */
export const keys: Words['keys'] = {
  search: 'In diesem Reiter suchen',
  quick: 'Schnellfilter',
  views: 'Ansichten',
  next: 'Nächste Zeile; die Vorschau folgt',
  previous: 'Vorige Zeile',
  cells: 'Zellen einer Zeile',
  ends: 'Erste, letzte Zelle; mit Strg erste, letzte Zeile',
  open: 'Zeile öffnen oder in ihre Vorschau gehen; im Spaltenkopf sortieren',
  sortNext: 'Im Spaltenkopf: danach weiter sortieren',
  close: 'Die oberste Ebene schließen',
  regions: 'Zwischen Leiste, Ansichten, Inhalt und Vorschau wechseln',
  pick: 'Zeile auswählen; mit Umschalt alle Zeilen bis zu ihr',
  range: 'Auch die nächsten Zeilen auswählen',
  all: 'Geladene Zeilen auswählen, dann alle der Ansicht',
  help: 'Diese Liste',
}
