import type { Words } from '../en/index.js'

/** Texts of rows that can be picked. */
export const pick: Words['pick'] = {
  select: (subject) => `${subject} auswählen`,
  selectEntry: 'Auswählen',
  deselectEntry: 'Auswahl aufheben',
  selectKnown: 'Geladene Zeilen auswählen',
  selectAll: (count) => `Alle ${count} der Ansicht auswählen`,
  clear: 'Auswahl aufheben',
  bar: 'Ausgewählte Datensätze',
  assign: 'Ausgewählte Datensätze oder die Zeile zuweisen',
  restore: 'Wiederherstellen',
}
