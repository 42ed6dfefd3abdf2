import type { Words } from '../en/index.js'

/** Texts of what a person changes: edits in place, what became of them, undo. */
export const write: Words['write'] = {
  saving: 'Wird gespeichert',
  saved: 'Gespeichert',
  notSaved: 'Nicht gespeichert',
  undo: 'Rückgängig',
  undoKey: 'Strg Z',
  undoing: 'Wird rückgängig gemacht',
  undone: 'Rückgängig gemacht',
  notUndone: 'Nicht rückgängig gemacht',
  undoGoesOn: 'Wird im Hintergrund weiter rückgängig gemacht',
  partlyUndone: (kept, left) =>
    kept === 0
      ? `Rückgängig gemacht bis auf ${left}`
      : left === 0
        ? `Rückgängig gemacht bis auf ${kept}, die andere seither geändert haben`
        : `Rückgängig gemacht bis auf ${kept}, die andere seither geändert haben, und ${left} weitere`,
  close: 'Diese Meldung schließen',
  edit: (label) => `${label} bearbeiten`,
  changed: (label) => `${label} geändert`,
  changedMany: (label, count) => `${label} von ${count} ${count === 1 ? 'Datensatz' : 'Datensätzen'} geändert`,
  changedCells: (count) => (count === 1 ? '1 Wert geändert' : `${count} Werte geändert`),
  cannotEdit: (label) => `${label} lässt sich hier nicht bearbeiten`,
  computed: 'Der Arbeitsbereich führt es selbst, oder Sie dürfen es nicht ändern.',
  tryAgain: 'Noch einmal versuchen',
  someoneChanged: (who, label) => `${who} hat ${label} geändert, während Sie daran gearbeitet haben.`,
  someone: 'Jemand anderes',
  bothValues: (yours, who, theirs) => `Ihr Wert: ${yours} (nicht gespeichert). ${who}: ${theirs}.`,
  yours: 'Ihr Wert',
  theirs: (who, when) => `${who}, ${when}`,
  unsaved: 'nicht gespeichert',
  before: (value) => `war ${value}`,
  noValue: 'kein Wert',
  saveYours: 'Ihren speichern',
  keepTheirs: (who) => `Wert von ${who} behalten`,
  tooManyPasted: (max) => `Höchstens ${max} Zeilen lassen sich auf einmal einfügen`,
  tooManyPastedWhy: 'Fügen Sie weniger Zeilen ein, oder importieren Sie die Datei.',
  cannotPaste: 'Es wurde nichts eingefügt',
  pasteLine: (line, text, why) => `Zeile ${line}, „${text}“: ${why}`,
  pasteBeyond: 'So viele Zeilen und Spalten gibt es hier nicht.',
}
