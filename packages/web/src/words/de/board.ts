import type { LateWords } from '../en/index.js'
import { plural } from './plural.js'

/** Texte der Boards: Spalten, Karten, und was aus einer verschobenen Karte wird. */
export const board: LateWords['board'] = {
  layout: 'Darstellung',
  board: 'Board',
  table: 'Tabelle',
  noFigure: 'Keine Zahl',
  records: (count: number, text: string) => plural(count, { one: 'ein Eintrag', other: `${text} Einträge` }),
  changed: (by: number, points: string) => (by === 0 ? 'unverändert' : `${points} ${by > 0 ? 'mehr' : 'weniger'}`),
  object: 'Objekttyp',
  changePipeline: (label) => `Pipeline: ${label}. Pipeline wechseln`,
  named: (heading) => `${heading}, Board`,
  column: (stage, count) => `${stage}, ${count}`,
  cards: (count, text) => plural(count, { one: 'eine Karte', other: `${text} Karten` }),
  probability: (share) => `Abschlusswahrscheinlichkeit ${share}`,
  weighted: (amount) => `gewichtet ${amount}`,
  empty: 'Keine Karten in dieser Phase',
  renews: (day) => `verlängert ${day}`,
  noStages: 'Die Phasen können nicht gezeigt werden',
  noStagesWhy:
    'Entweder dürfen Sie die Phase dieser Einträge nicht sehen, oder in den Einstellungen des Bereichs ist keine Pipeline gewählt.',
  asTable: 'Als Tabelle zeigen',
  moveTo: (name) => `${name} in eine andere Phase verschieben`,
  moveKey: 'Verschieben nach … M',
  lifted: (name, stage) =>
    `${name} ist aus ${stage} aufgenommen. Pfeil links und rechts wählen eine Phase, Enter legt ab, Escape lässt die Karte, wo sie war.`,
  over: (stage) => `${stage}.`,
  overRefused: (stage, reason) => `${stage} ist nicht möglich. ${reason}`,
  left: (name, stage) => `${name} bleibt in ${stage}.`,
  moved: (stage) => `Verschoben nach ${stage}`,
  notMoved: (stage) => `Nicht verschoben nach ${stage}`,
  someoneMoved: (who) => `${who} hat dies inzwischen verschoben.`,
  bothStages: (yours, who, theirs) => `Ihre Wahl: ${yours} (nicht gespeichert). ${who}: ${theirs}.`,
  moveAnyway: 'Ihre Wahl übernehmen',
  askTitle: (stage) => `Verschieben nach ${stage}`,
  asks: (count, text) =>
    plural(count, { one: 'Diese Phase braucht eine Eigenschaft.', other: `Diese Phase braucht ${text} Eigenschaften.` }),
  asksMore: 'Diese Phase fragt nach mehr.',
  numbers: ['', 'eine', 'zwei', 'drei', 'vier', 'fünf'],
  oneChange: 'Wird als eine Änderung gespeichert.',
  cancel: 'Abbrechen',
  move: 'Verschieben',
  sending: 'Wird verschoben',
}
