import { isReadable, isWritable } from '../../access/policy.js'
import type { PropertyDefinition } from '../../schema/definition.js'
import type { Value, Values } from '../../schema/value.js'
import { sameValue } from '../../schema/value-order.js'
import { pastProperties } from './past-values.js'
import { undoReason } from './undo-reason.js'
import type { UndoStep } from './undo-step.js'

/** Gives properties the values that they had before the change, together where that is allowed, else one by one. */
export async function takeBackValues(step: UndoStep): Promise<void> {
  const wanted = await wantedValues(step)
  if (Object.keys(wanted).length === 0) return
  const { ref } = step.record
  if ((await step.attempt({ write: 'update', ...ref, values: wanted })) === undefined) return
  for (const part of inParts(wanted)) await step.write({ write: 'update', ...ref, values: part }, Object.keys(part)[0])
}

async function wantedValues(step: UndoStep): Promise<Values> {
  const { principal } = step.work.asker
  const properties = step.type.properties.filter(
    ({ name, computed }) => !computed && step.piece.change.changed.includes(name) && isReadable(principal, step.type, name),
  )
  if (properties.length === 0) return {}
  const past = await pastProperties(
    step.work,
    step.piece.change,
    step.record,
    properties.map(({ name }) => name),
  )
  const wanted: Record<string, Value> = {}
  for (const property of properties) {
    const { before = null, isForeign = true } = past.get(property.name) ?? {}
    if (sameValue(step.record.values[property.name] ?? null, before, property.kind)) step.did()
    else if (isFree(step, property, isForeign)) wanted[property.name] = before
  }
  return wanted
}

function isFree(step: UndoStep, { name, label }: PropertyDefinition, isForeign: boolean): boolean {
  const isArchived = step.record.archived
  const isLocked = !isWritable(step.work.asker.principal, step.type, name)
  if (isForeign) step.note('kept', undoReason('undo.changed', { label }), name)
  else if (isArchived) step.note('kept', undoReason('undo.archived', { label, type: step.type.label }), name)
  else if (isLocked) step.note('left', undoReason('undo.read-only', { label }), name)
  return !isForeign && !isArchived && !isLocked
}

// A pipeline and its stage go together.
function inParts(values: Values): readonly Values[] {
  const { pipeline, stage, ...rest } = values
  const staged = { ...(pipeline !== undefined && { pipeline }), ...(stage !== undefined && { stage }) }
  const single = Object.entries(rest).map(([name, value]): Values => ({ [name]: value ?? null }))
  return Object.keys(staged).length > 0 ? [staged, ...single] : single
}
