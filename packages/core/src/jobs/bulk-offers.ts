import type { Observable } from 'rxjs'
import type { z } from 'zod'
import type { Access } from '../access/access.js'
import type { Asker } from '../access/asker.js'
import { isEditable, never } from '../access/policy.js'
import type { bulkOffersContract } from '../contract/page/bulk-contract.js'
import type { ObjectTypeDefinition, PropertyDefinition } from '../schema/definition.js'
import { Task } from '../schema/object-types.js'
import type { UserId } from '../schema/value.js'
import type { Askers } from '../workspace/askers.js'
import type { WorkspaceChange } from '../workspace/change.js'
import { concernsTypes, follow } from '../workspace/follow.js'

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
