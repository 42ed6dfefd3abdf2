/** Texts of what a person changes: edits in place, what became of them, undo. */
export const write = {
  saving: 'Saving',
  saved: 'Saved',
  notSaved: 'Not saved',
  undo: 'Undo',
  undoKey: 'Ctrl Z',
  undoing: 'Undoing',
  undone: 'Undone',
  notUndone: 'Not undone',
  undoGoesOn: 'Undoing goes on in the background',
  partlyUndone: (kept: number, left: number) =>
    kept === 0
      ? `Undone but for ${left}`
      : left === 0
        ? `Undone but for ${kept} that others changed since`
        : `Undone but for ${kept} that others changed since, and ${left} more`,
  close: 'Close this message',
  edit: (label: string) => `Edit ${label}`,
  changed: (label: string) => `${label} changed`,
  changedMany: (label: string, count: number) => `${label} of ${count} ${count === 1 ? 'record' : 'records'} changed`,
  changedCells: (count: number) => (count === 1 ? '1 value changed' : `${count} values changed`),
  cannotEdit: (label: string) => `${label} cannot be edited here`,
  computed: 'The workspace keeps it by itself, or you may not change it.',
  tryAgain: 'Try again',
  someoneChanged: (who: string, label: string) => `${who} changed ${label} while you were editing.`,
  someone: 'Somebody else',
  bothValues: (yours: string, who: string, theirs: string) => `Yours: ${yours} (not saved). ${who}: ${theirs}.`,
  yours: 'Yours',
  theirs: (who: string, when: string) => `${who}, ${when}`,
  unsaved: 'not saved',
  before: (value: string) => `was ${value}`,
  noValue: 'no value',
  saveYours: 'Save yours',
  keepTheirs: (who: string) => `Keep ${who}’s`,
  tooManyPasted: (max: number) => `At most ${max} rows can be pasted at once`,
  tooManyPastedWhy: 'Paste fewer rows, or import the file.',
  cannotPaste: 'Nothing was pasted',
  pasteLine: (line: number, text: string, why: string) => `Line ${line}, “${text}”: ${why}`,
  pasteBeyond: 'There are not so many rows and columns here.',
}
