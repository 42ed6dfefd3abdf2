import type { Instant } from '../../base/clock.js'
import type { ObjectTypeDefinition } from '../../schema/definition.js'
import type { Value } from '../../schema/value.js'
import type { DraftRecord } from '../draft.js'

/**
 * Whether work is done, and when it was, are one fact in two properties (TSK-1): whichever of them is changed, the other follows. A batch
 * that changes both is taken at its word where the two agree; else the state holds. A reminder keeps its distance from the due time.
 */
export function keepWork(record: DraftRecord, type: ObjectTypeDefinition | undefined, at: Instant): void {
  const { work } = type ?? {}
  if (work === undefined || record.archived || record.archive === 'purge') return
  const { state, open, done, doneAt } = work
  const was = (name: string): Value => record.before?.values[name] ?? null
  const is = (name: string): Value => record.values[name] ?? null
  const put = (name: string, value: Value): void => {
    if (is(name) !== value) record.values = { ...record.values, [name]: value }
  }
  const isDone = is(state) === done
  if (is(state) !== was(state)) put(doneAt, isDone ? (is(doneAt) ?? at) : null)
  else if (is(doneAt) !== was(doneAt)) put(state, is(doneAt) !== null ? done : isDone ? open : is(state))
  if (record.before === undefined && is(state) === null) put(state, open)
  const [before, after, reminder] = [was(work.due), is(work.due), is(work.reminder)]
  if (typeof before === 'number' && typeof after === 'number' && typeof reminder === 'number' && reminder === was(work.reminder))
    put(work.reminder, reminder + after - before)
}
