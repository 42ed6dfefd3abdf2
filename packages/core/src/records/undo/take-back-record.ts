import type { RecordRef } from '../../schema/value.js'
import { isChangedSince } from './past-values.js'
import { undoReason } from './undo-reason.js'
import type { UndoStep } from './undo-step.js'

/** Archives a record that the change created. What somebody else has added to it since would be lost with it, so then it is kept. */
export async function takeBackCreation(step: UndoStep): Promise<void> {
  if (step.record.archived) return step.did()
  const { work, piece, record, type } = step
  const isMergedInto = work.access.merged(record.ref).length > 0
  if (isMergedInto || (await isChangedSince(work, piece.change, record, type)) || (await hasForeignLinks(step)))
    step.note('kept', undoReason('undo.record-changed', { type: type.label }))
  else await step.write({ write: 'archive', ...record.ref })
}

/** Restores a record that the change archived. */
export async function takeBackArchive(step: UndoStep): Promise<void> {
  const { archived, archive, before, ref } = step.record
  if (!archived) return step.did()
  const isStillSo = archive === undefined && before?.archivedAt === step.piece.change.at
  if (isStillSo) await step.write({ write: 'restore', ...ref })
  else step.note('kept', undoReason('undo.record-archived', { type: step.type.label }))
}

/** Archives a record that the change restored. What somebody else has done to it since would be lost to sight with it, so then it stays. */
export async function takeBackRestore(step: UndoStep): Promise<void> {
  if (step.record.archived) return step.did()
  const { work, piece, record, type } = step
  if ((await isMergedIntoSince(step)) || (await isChangedSince(work, piece.change, record, type)))
    step.note('kept', undoReason('undo.record-restored', { type: type.label }))
  else await step.write({ write: 'archive', ...record.ref })
}

// Merging archives the other record.
async function isMergedIntoSince({ work, piece, record }: UndoStep): Promise<boolean> {
  const { type } = record.ref
  const merged = work.access.merged(record.ref).map((id): RecordRef => ({ type, id }))
  await work.draft.load(merged)
  return merged.some((ref) => (work.draft.find(ref)?.before?.archivedAt ?? 0) >= piece.change.at)
}

// A link to a record that is archived is nothing that would be lost: what the same group created later was taken back before.
async function hasForeignLinks({ piece, record, type, work }: UndoStep): Promise<boolean> {
  const { linked = [] } = piece.change
  const own = new Set(linked.map(({ edge, forward, other }) => JSON.stringify([edge, forward, other.id])))
  const others: RecordRef[] = []
  for (const { edge, forward, to } of type.associations) {
    const ids = await work.draft.linked(record.ref, { edge, forward })
    others.push(...ids.filter((id) => !own.has(JSON.stringify([edge, forward, id]))).map((id) => ({ type: to, id })))
  }
  await work.draft.load(others)
  return others.some((ref) => work.draft.find(ref)?.archived === false)
}
