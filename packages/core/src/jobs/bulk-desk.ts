import type { z } from 'zod'
import type { Asker } from '../access/asker.js'
import { resolvePath, resolveType } from '../access/role-path.js'
import { getValue } from '../base/outcome.js'
import type { Caller } from '../contract/caller.js'
import { type CollectionCondition, conditionId } from '../contract/collection/collection-contract.js'
import type { bulkContract } from '../contract/page/bulk-contract.js'
import type { ProviderContract } from '../contract/provider.js'
import { TenureError } from '../errors/tenure-error.js'
import { splitPath } from '../schema/property.js'
import type { Json, UserId, Values } from '../schema/value.js'
import { type BulkChange, type BulkInput, bulkKind } from './bulk-run.js'
import { type RunDeskPort, type ShownRun, showRun } from './run-desk.js'

/** Who changes many records at once, and under which key. */
export interface BulkBy {
  readonly user: UserId
  /** Reads the list as the user. */
  readonly caller: Pick<Caller, 'read'>
  readonly key?: string | undefined
}
type BulkRequest = z.output<NonNullable<typeof bulkContract.input>>

/** Changes records alike. Errors: what refuses the list; `input.invalid` for a list that is not there, or restoring one, which has no archived records. */
export async function changeMany(port: RunDeskPort, by: BulkBy, { records, change }: BulkRequest): Promise<ShownRun> {
  const { user, key } = by
  const asker = port.askers.get(user)
  if ('collection' in records && 'restore' in change) throw onlyNamed()
  const { total, type, ...of } = 'ids' in records ? named(records) : await listed(by, records)
  const input: BulkInput = { type, objectType: resolveType(asker.roles, type), change: realChange(asker, type, change), ...of }
  const run = await port.runner.start({ kind: bulkKind, name: nameOf(change), input: input as unknown as Json, user, total, key })
  return showRun(port, user, run)
}

type Asked<Kind> = Extract<BulkRequest['records'], Kind>
type Found = Pick<BulkInput, 'type' | 'where' | 'ids'> & { readonly total: number }
function named({ type, ids }: Asked<{ ids: unknown }>): Found {
  const different = [...new Set(ids)]
  return { type, ids: different, total: different.length }
}
async function listed({ caller }: BulkBy, { collection, ...question }: Asked<{ collection: unknown }>): Promise<Found> {
  const condition = { kind: 'provider', id: conditionId(collection) } as ProviderContract<unknown, CollectionCondition>
  const answer = await caller.read(condition, question)
  if (!answer.ok && answer.problem.code === 'plugin.unavailable') throw noList(collection)
  return getValue(answer)
}

// Names of a role become those of its object type.
function realChange({ roles }: Asker, type: string, change: BulkRequest['change']): BulkChange {
  if (!('values' in change)) return change
  const real = Object.entries(change.values as Values).map(([name, value]) => [
    splitPath(resolvePath(roles, `${type}.${name}`))[1],
    value ?? null,
  ])
  return { values: Object.fromEntries(real) }
}
function nameOf(change: BulkRequest['change']): string {
  if ('values' in change) return 'Edit'
  return 'archive' in change ? 'Archive' : 'Restore'
}
function onlyNamed(): TenureError {
  const message = 'A list has no archived records. Name those to restore by their ids, or undo the run that archived them.'
  return new TenureError('input.invalid', message, { issues: [{ path: ['records'], message }] })
}
function noList(collection: string): TenureError {
  const message = `There is no list ${collection}, or its plugin does not run. Name a list that you can open, or records by type and ids.`
  return new TenureError('input.invalid', message, { issues: [{ path: ['records', 'collection'], message }] })
}
