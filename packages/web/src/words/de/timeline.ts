import type { Words } from '../en/index.js'
import { plural } from './plural.js'

/** Texts of what became of a record, day by day. */
export const timeline: Words['timeline'] = {
  title: 'Zeitleiste',
  what: 'die Zeitleiste',
  filters: 'In der Zeitleiste zeigen',
  all: 'Alle',
  changes: 'Änderungen',
  orMore: (count) => `${count} oder mehr`,
  ahead: 'Demnächst',
  today: 'Heute',
  yesterday: 'Gestern',
  undated: 'Ohne Datum',
  nothing: 'Es ist noch nichts verzeichnet.',
  more: 'Mehr zeigen',
  end: 'Ältere werden hier nicht gezeigt.',
  created: 'hat den Datensatz angelegt',
  changed: 'änderte',
  changedMany: (count, text) => `änderte ${text} ${plural(count, { one: 'Eigenschaft', other: 'Eigenschaften' })}`,
  imported: (count, text) => `setzte ${text} ${plural(count, { one: 'Eigenschaft', other: 'Eigenschaften' })}`,
  merged: 'führte einen anderen Datensatz mit diesem zusammen:',
  ofMerged: (title) => `aus ${title}, mit diesem Datensatz zusammengeführt`,
  from: (before, after) => `von ${before} auf ${after}`,
  to: (after) => `auf ${after}`,
  did: { call: 'führte ein Gespräch:', email: 'schrieb:', meeting: 'traf sich:', note: 'schrieb eine Notiz:', task: 'erledigte' },
}
