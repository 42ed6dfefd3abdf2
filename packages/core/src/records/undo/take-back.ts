import { aliasType } from '../../access/alias-book.js'
import { auditType } from '../../access/audit/audit-entry.js'
import { notificationType } from '../../access/notice/notification.js'
import type { WorkResult } from '../work-result.js'
import { takeBackLinks } from './take-back-links.js'
import { takeBackArchive, takeBackCreation, takeBackRestore } from './take-back-record.js'
import { takeBackValues } from './take-back-values.js'
import type { UndoPiece } from './undo-piece.js'
import { undoReason } from './undo-reason.js'
import { isVisible, UndoStep, type UndoWork } from './undo-step.js'

/** Types that the core keeps for itself: what it does to them is never undone. */
const internal: ReadonlySet<string> = new Set(['run', aliasType, auditType, notificationType, 'objectType', 'webhookDelivery'])
const nothing: WorkResult = { done: false, items: [] }

/**
 * Takes back what one commit did to one record, as far as it is still so and the user may write it (BEY-5). What somebody else changed since
 * is kept and named; what the user may not write is left and named. What the user may not see is not mentioned.
 */
export async function takeBack(work: UndoWork, piece: UndoPiece): Promise<WorkResult> {
  const { ref, linked = [] } = piece.change
  const type = work.schema.get(ref.type)
  if (type === undefined || internal.has(type.name)) return nothing
  await work.draft.load([ref, ...linked.map(({ other }) => other)])
  const record = work.draft.find(ref)
  if (record === undefined) return isOwn(work, piece) ? { done: false, items: [{ ...erased, record: ref }] } : nothing
  if (!isVisible(work, record)) return nothing
  if (isMerge(piece))
    return piece.change.change === 'archive'
      ? { done: false, items: [{ outcome: 'left', record: ref, ...undoReason('undo.merged') }] }
      : nothing
  const step = new UndoStep(work, piece, type, record)
  await takeBackAll(step)
  return step.result
}

// Only a record that was erased is not there at all. Others than the user who changed it, and super admins, are not told that there was one.
function isOwn({ asker: { principal } }: UndoWork, { change: { actor } }: UndoPiece): boolean {
  return principal.superAdmin || (actor?.user !== undefined && actor.user === principal.user)
}
const erased = { outcome: 'left', ...undoReason('undo.erased'), isMissing: true } as const
function isMerge({ siblings }: UndoPiece): boolean {
  return [...siblings.created].some((key) => key.startsWith(`${aliasType} `))
}

// The last thing done comes back first: what was archived is there again before its values are.
async function takeBackAll(step: UndoStep): Promise<void> {
  const { change } = step.piece.change
  if (change === 'create') return takeBackCreation(step)
  if (change === 'archive') await takeBackArchive(step)
  await takeBackValues(step)
  await takeBackLinks(step)
  if (change === 'restore') await takeBackRestore(step)
}
