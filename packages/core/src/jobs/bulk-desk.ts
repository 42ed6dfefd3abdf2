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

/**
 * Changes records alike. Errors: what refuses the list; `input.invalid` for a list that is not there, for restoring what is not archived or
 * changing what is, and for an association that does not lead to the records.
 */
export async function changeMany(port: RunDeskPort, by: BulkBy, { records, change }: BulkRequest): Promise<ShownRun> {
  const { user, key } = by
  const asker = port.askers.get(user)
  if ('collection' in records && (records.archived === true) !== 'restore' in change) throw otherRecords(records.archived)
  const { total, type, ...of } = await findRecords(by, records)
  const objectType = resolveType(asker.roles, type)
  const input: BulkInput = { type, objectType, change: realChange(port, asker, { type, objectType, change }), ...of }
  const run = await port.runner.start({ kind: bulkKind, name: nameOf(change), input: input as unknown as Json, user, total, key })
  return showRun(port, port.askers.get(user), run)
}

/** Which records are meant: by their ids, or by the list as the user has it. Errors: what refuses the list; `input.invalid` for one that is not there. */
export async function findRecords(by: Pick<BulkBy, 'caller'>, records: BulkRequest['records']): Promise<Found> {
  return 'ids' in records ? named(records) : listed(by, records)
}

type Asked<Kind> = Extract<BulkRequest['records'], Kind>
type Found = Pick<BulkInput, 'type' | 'where' | 'ids' | 'archived'> & { readonly total: number }
function named({ type, ids }: Asked<{ ids: unknown }>): Found {
  const different = [...new Set(ids)]
  return { type, ids: different, total: different.length }
}
async function listed({ caller }: Pick<BulkBy, 'caller'>, { collection, ...question }: Asked<{ collection: unknown }>): Promise<Found> {
  const condition = { kind: 'provider', id: conditionId(collection) } as ProviderContract<unknown, CollectionCondition>
  const answer = await caller.read(condition, question)
  if (!answer.ok && answer.problem.code === 'plugin.unavailable') throw noList(collection)
  return { ...getValue(answer), ...(question.archived && { archived: true }) }
}

interface AskedChange {
  readonly type: string
  readonly objectType: string
  readonly change: BulkRequest['change']
}
// Names of a role become those of its object type.
function realChange({ access }: RunDeskPort, asker: Asker, { type, objectType, change }: AskedChange): BulkChange {
  if ('values' in change) return { values: realValues(asker, type, change.values as Values) }
  if (!('add' in change)) return change
  const { add } = change
  const { name, label, associations } = access.type(asker, add.type)
  const link = associations.find((end) => end.name === add.association)
  if (link?.to !== objectType) throw noLink(label, add.association, access.type(asker, objectType).label)
  return { add: { type: name, association: link.name, values: realValues(asker, add.type, add.values as Values) } }
}
function realValues({ roles }: Asker, type: string, values: Values): Values {
  const real = Object.entries(values).map(([name, value]) => [splitPath(resolvePath(roles, `${type}.${name}`))[1], value ?? null])
  return Object.fromEntries(real)
}
function nameOf(change: BulkRequest['change']): string {
  if ('values' in change) return 'Edit'
  if ('add' in change) return 'Add'
  return 'archive' in change ? 'Archive' : 'Restore'
}
function noLink(label: string, association: string, target: string): TenureError {
  const message = `${label} has no association ${association} that leads to a ${target.toLowerCase()}. Name one that does.`
  return new TenureError('input.invalid', message, { issues: [{ path: ['change', 'add', 'association'], message }] })
}
function otherRecords(archived: true | undefined): TenureError {
  const message = archived
    ? 'Archived records can only be restored. Restore them before you change them.'
    : 'Only archived records can be restored. Name the list with `archived: true`, or the records by their ids.'
  return new TenureError('input.invalid', message, { issues: [{ path: ['records', 'archived'], message }] })
}
function noList(collection: string): TenureError {
  const message = `There is no list ${collection}, or its plugin does not run. Name a list that you can open, or records by type and ids.`
  return new TenureError('input.invalid', message, { issues: [{ path: ['records', 'collection'], message }] })
}
