import { expect, test } from 'vitest'
import { undoReason } from './undo-reason.js'

test('[BEY-5] why something is not taken back is a sentence with the labels that it names, and a code for other languages', () => {
  const named = { label: 'City', type: 'Company' }
  const message = (code: Parameters<typeof undoReason>[0]) => undoReason(code, named).message
  expect(undoReason('undo.changed', named)).toEqual({ code: 'undo.changed', message: 'City was changed since.', details: named })
  expect(message('undo.archived')).toBe('City stays: this company is archived now.')
  expect(message('undo.end-archived')).toBe('City: one of the two records is archived now.')
  expect(message('undo.read-only')).toBe('City is read-only for you.')
  expect(message('undo.record-restored')).toBe('Someone else changed this company since it was restored.')
  expect(message('undo.record-changed')).toBe('Someone else changed this company since it was created.')
  expect(message('undo.record-archived')).toBe('Someone else archived this company since.')
  expect(undoReason('undo.merged')).toEqual({ code: 'undo.merged', message: 'Merging cannot be undone.', details: {} })
  expect(undoReason('undo.erased').message).toBe('It was erased. That cannot be undone.')
  expect(undoReason('undo.record-archived', {}).message).toBe('Someone else archived this record since.')
})
