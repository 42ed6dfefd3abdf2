import { filter, merge, type Observable, of, switchMap } from 'rxjs'
import type { z } from 'zod'
import type { Access } from '../access/access.js'
import type { Asker } from '../access/asker.js'
import type { Directory } from '../access/directory.js'
import { always, isEditable, isReadable, never } from '../access/policy.js'
import type { assigneesContract, bulkOffersContract } from '../contract/page/bulk-contract.js'
import { evaluate } from '../records/evaluate.js'
import type { Reader } from '../records/read-records.js'
import type { ObjectTypeDefinition, PropertyDefinition } from '../schema/definition.js'
import { Task } from '../schema/object-types.js'
import type { UserId, Values } from '../schema/value.js'
import type { Askers } from '../workspace/askers.js'
import type { WorkspaceChange } from '../workspace/change.js'
import { concernsTypes, follow } from '../workspace/follow.js'
import { type BulkBy, findRecords } from './bulk-desk.js'

/** What the offers of bulk changes follow from. */
export interface BulkOffersPort {
  readonly access: Access
  readonly askers: Pick<Askers, 'get'>
  readonly changes: Observable<WorkspaceChange>
}
type BulkOffers = z.output<typeof bulkOffersContract.output>

/** What a user may do to many records of a type or role, now and whenever rights or types change. Errors: `input.invalid` for no such type. */
export function watchBulkOffers({ access, askers, changes }: BulkOffersPort, user: UserId, type: string): Observable<BulkOffers> {
  return follow(
    changes,
    (change) => concernsTypes(change, user),
    () => readOffers(access, askers.get(user), type),
  )
}

/** What whom records can be assigned to follows from. */
export interface AssigneesPort extends BulkOffersPort {
  readonly reader: Pick<Reader, 'list'>
  readonly directory: Pick<Directory, 'users'>
}
type Assignees = z.output<typeof assigneesContract.output>
type AssigneesRequest = z.output<NonNullable<typeof assigneesContract.input>>
/** Of so many records it is looked at which can be assigned to whom. */
const mostLookedAt = 1_000

/** Whom at least one of the records can be assigned to, now and whenever users change. Errors: what refuses the list. */
export function watchAssignees(port: AssigneesPort, by: BulkBy, request: AssigneesRequest): Observable<Assignees> {
  const changes = port.changes.pipe(filter((change) => 'users' in change))
  return merge(of(undefined), changes).pipe(switchMap(() => readAssignees(port, by, request)))
}

// Who assigns a record may edit it before and after: the check of the change itself.
async function readAssignees(port: AssigneesPort, by: BulkBy, { records, property }: AssigneesRequest): Promise<Assignees> {
  const { access, askers, directory } = port
  const asker = askers.get(by.user)
  const found = await findRecords(by, records)
  const type = access.type(asker, found.type)
  const policy = access.policy(asker, type.name, 'edit')
  const people = directory.users().flatMap(({ id, name, active }) => (active ? [{ id, name }] : []))
  if (policy === always || type.policy !== undefined) return people
  const { type: name, ids, where = ids && { test: 'id-of' as const, type: name, ids } } = found
  const select = type.ownership.filter((own) => isReadable(asker.principal, type, own))
  const window = await port.reader.list(asker, { type: name, select, orderBy: [], limit: mostLookedAt, ...(where && { where }) })
  if (window.total > mostLookedAt) return people
  const mayEdit = (values: Values): boolean => evaluate(policy, type.name, { id: '', values })
  const own = window.records.filter(({ values }) => mayEdit(values))
  // Records that differ in nothing else are looked at once.
  const rest = new Map(own.map(({ values }) => [JSON.stringify({ ...values, [property]: null }), values]))
  return people.filter(({ id }) => [...rest.values()].some((values) => mayEdit({ ...values, [property]: id })))
}

function readOffers(access: Access, asker: Asker, name: string): BulkOffers {
  const type = access.type(asker, name)
  const edits = type.properties.filter((property) => isEditable(asker, type, property))
  const assign = assignedBy(asker, type, edits)
  const work = edits.some(({ name: own }) => own === type.work?.state) ? type.work : undefined
  const association = taskLink(access, asker, type)
  return {
    type: type.name,
    label: type.label,
    plural: type.plural,
    ...(assign !== undefined && { assign }),
    edits: edits.map(toEdit),
    archive: access.policy(asker, type.name, 'delete') !== never,
    ...(work !== undefined && { work: { state: work.state, open: work.open, done: work.done } }),
    ...(association !== undefined && { task: { association } }),
  }
}

// Of what plays a role, whatever the workspace chose as the CSM; of others the first user of a record.
function assignedBy({ roles }: Asker, type: ObjectTypeDefinition, edits: readonly PropertyDefinition[]): string | undefined {
  const played = [...roles.values()].flat().find((mapping) => mapping.type === type.name)
  const csm = played && (played.properties['csm'] ?? 'csm')
  const users = edits.filter(({ kind }) => kind === 'user')
  return (users.find((property) => property.name === csm) ?? users[0])?.name
}

function taskLink(access: Access, asker: Asker, type: ObjectTypeDefinition): string | undefined {
  const task = access.type(asker, Task.objectType)
  if (!task.active || access.policy(asker, task.name, 'edit') === never) return undefined
  return task.associations.find(({ to }) => to === type.name)?.name
}

function toEdit({ name, label, kind, format, currency, options = [] }: PropertyDefinition): BulkOffers['edits'][number] {
  return {
    name,
    label,
    kind: format ?? kind,
    ...(currency !== undefined && { currency }),
    ...(options.length > 0 && { options: options.map((option) => ({ value: option.value, label: option.label })) }),
  }
}
