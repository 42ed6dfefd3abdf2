import type { AssociationDefinition } from '../../schema/definition.js'
import type { RecordRef } from '../../schema/value.js'
import type { RecordWrite } from '../write.js'
import { type ChangedLink, linkKey, recordKey } from './undo-piece.js'
import { undoReason } from './undo-reason.js'
import { isVisible, type UndoStep } from './undo-step.js'

/**
 * Takes back the links of a change: those that it made first, so that a single end is free again for the one it had. Links that came with a
 * new record go and stay with that record.
 */
export async function takeBackLinks(step: UndoStep): Promise<void> {
  const { linked = [] } = step.piece.change
  const { created } = step.piece.siblings
  const own = linked.filter(({ forward, other }) => forward && !created.has(recordKey(other)))
  for (const link of own) if (!link.gone) await takeBackLink(step, link)
  for (const link of own) if (link.gone) await takeBackLink(step, link)
}

// Named from the first end of the link where that has a name for it, else from the other.
interface Ends {
  readonly named: AssociationDefinition
  readonly inverse: AssociationDefinition | undefined
  readonly from: RecordRef
  readonly to: RecordRef
}

async function takeBackLink(step: UndoStep, link: ChangedLink): Promise<void> {
  const ends = toEnds(step, link)
  const other = step.work.draft.find(link.other)
  if (ends === undefined || other === undefined || !isVisible(step.work, other)) return
  const { named, from, to } = ends
  const isThere = await step.work.draft.hasLink(from, named, to, link.label)
  if (isThere === (link.gone === true)) return step.did()
  if (other.archived || step.record.archived) return step.note('kept', undoReason('undo.end-archived', { label: named.label }), named.name)
  if (link.gone) await linkAgain(step, link, ends)
  else await step.write(toWrite('unassociate', ends, link), named.name)
}

async function linkAgain(step: UndoStep, link: ChangedLink, ends: Ends): Promise<void> {
  const { named, inverse, from, to } = ends
  const isTaken =
    (named.single && (await hasOther(step, from, named, link))) || (inverse?.single && (await hasOther(step, to, inverse, link)))
  if (isTaken) step.note('kept', undoReason('undo.changed', { label: named.label }), named.name)
  else await step.write(toWrite('associate', ends, link), named.name)
}

// Whether a single end has another link by now, that the same commit did not make.
async function hasOther(step: UndoStep, ref: RecordRef, end: AssociationDefinition, { edge }: ChangedLink): Promise<boolean> {
  const ids = await step.work.draft.linked(ref, end)
  return ids.some((id) => {
    const [from, to] = end.forward ? [ref.id, id] : [id, ref.id]
    return !step.piece.siblings.made.has(linkKey(from, { edge, other: { type: '', id: to } }))
  })
}

function toEnds({ work, record }: UndoStep, { edge, other }: ChangedLink): Ends | undefined {
  const find = (type: string, forward: boolean) =>
    work.schema.get(type)?.associations.find((end) => end.edge === edge && end.forward === forward)
  const [own, inverse] = [find(record.ref.type, true), find(other.type, false)]
  if (own !== undefined) return { named: own, inverse, from: record.ref, to: other }
  return inverse && { named: inverse, inverse: undefined, from: other, to: record.ref }
}

function toWrite(write: 'associate' | 'unassociate', { named, from, to }: Ends, { label }: ChangedLink): RecordWrite {
  return { write, ...from, association: named.name, to: to.id, ...(label !== undefined && { label }) }
}
