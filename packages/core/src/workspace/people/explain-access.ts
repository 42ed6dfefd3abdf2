import type { Asker } from '../../access/asker.js'
import { asText, type Directory, teamsOf } from '../../access/directory.js'
import type { ObjectAction, Reach } from '../../access/permissions.js'
import { branchesOf, isReadable } from '../../access/policy.js'
import { missingFor } from '../../access/principal.js'
import { evaluate } from '../../records/evaluate.js'
import type { ObjectTypeDefinition } from '../../schema/definition.js'
import type { StoredRecord } from '../../storage/adapter.js'
import { originOf, type RightsPort } from './person-rights.js'

interface Named {
  readonly id: string
  readonly name: string
}
/** Whether a user may do one thing to a record, and by which rule. */
export interface ExplainedRight {
  readonly yes: boolean
  readonly reach: Reach
  readonly from: readonly string[]
  readonly because: 'everything' | 'own' | 'team' | 'unassigned' | 'policy' | 'no-access' | 'none' | 'nobody' | 'not-seen'
  readonly property?: string
  readonly owner?: Named
  readonly team?: Named
}
/** What is explained: the record with all its values, whose right, and to whom it is told. */
export interface ExplainedRecord {
  readonly record: StoredRecord
  readonly type: ObjectTypeDefinition
  readonly user: Asker
  readonly asking: Asker
}
/** What explaining works with. */
export interface ExplainPort extends RightsPort {
  readonly directory: Pick<Directory, 'rows' | 'name'>
}

/** Why a user may view, edit and delete a record, or may not: the first branch of the policy that holds for it. */
export function explainRecord(port: ExplainPort, asked: ExplainedRecord): Readonly<Record<ObjectAction, ExplainedRight>> {
  const view = explain(port, asked, 'view')
  const unlessSeen = (action: ObjectAction): ExplainedRight => {
    const right = explain(port, asked, action)
    return right.yes && !view.yes ? { ...right, yes: false, because: 'not-seen' } : right
  }
  return { view, edit: unlessSeen('edit'), delete: unlessSeen('delete') }
}

function explain(port: ExplainPort, asked: ExplainedRecord, action: ObjectAction): ExplainedRight {
  const { record, type, user } = asked
  const { reach, from } =
    type.policy === undefined ? originOf(port, user.principal, type.name, action) : { reach: 'none' as const, from: [] }
  if (missingFor(user.principal, 'workspace.access') !== undefined) return { yes: false, reach, from, because: 'no-access' }
  const branches = branchesOf(user, type, action)
  const holds = branches.find(({ when }) => evaluate(when, type.name, { id: record.ref.id, values: record.values }))
  if (holds === undefined) return { yes: false, reach, from, because: branches.length === 0 ? 'none' : 'nobody' }
  const { reason, property } = holds
  return { yes: true, reach, from: holds.reason === 'policy' ? [] : from, because: reason, ...toNamed(port, asked, property) }
}

// Whom a property names is said only to somebody who may read it.
function toNamed(
  { directory }: ExplainPort,
  { record, type, user, asking }: ExplainedRecord,
  property: string | undefined,
): Pick<ExplainedRight, 'property' | 'owner' | 'team'> {
  const definition = type.properties.find(({ name }) => name === property)
  if (definition === undefined || !isReadable(asking.principal, type, definition.name)) return {}
  const id = asText(record.values[definition.name])
  if (id === undefined) return { property: definition.label }
  const users = directory.rows('user')
  const theirs = teamsOf(users.get(id) ?? {})
  const team = teamsOf(users.get(user.principal.user) ?? {}).find((each) => theirs.includes(each))
  return {
    property: definition.label,
    owner: { id, name: directory.name(id) ?? id },
    ...(team !== undefined && { team: { id: team, name: asText(directory.rows('team').get(team)?.['name']) ?? team } }),
  }
}
