import type { z } from 'zod'
import type { Access } from '../../access/access.js'
import type { Directory } from '../../access/directory.js'
import type { auditChangeContract } from '../../contract/administration/audit-contract.js'
import type { Reader } from '../../records/read-records.js'
import type { SchemaDefinition } from '../../schema/definition.js'
import { toLabel } from '../../schema/property.js'
import type { UserId, Value } from '../../schema/value.js'
import type { Askers } from '../../workspace/askers.js'
import type { Workspaces } from '../../workspace/workspaces.js'
import { findEntry } from './audit-desk.js'

/** What the change of an entry is read with; the directory, the workspaces and the object types name what is an id. */
export interface AuditChangePort {
  readonly access: Pick<Access, 'type'>
  readonly askers: Pick<Askers, 'get'>
  readonly directory: Pick<Directory, 'rows'>
  readonly reader: Pick<Reader, 'list' | 'find' | 'history'>
  readonly workspaces: Pick<Workspaces, 'find'>
  schema(): SchemaDefinition
}
type Changes = z.output<typeof auditChangeContract.output>
type Shown = Changes[number]['before']

/** What an entry's record was before and after. */
export async function readAuditChange(port: AuditChangePort, user: UserId, id: string): Promise<Changes> {
  const asker = port.askers.get(user)
  const { values } = await findEntry(port, user, id)
  const data = values['data'] as
    | { readonly type?: unknown; readonly id?: unknown; readonly at?: unknown; readonly group?: unknown }
    | undefined
  if (typeof data?.type !== 'string' || typeof data.id !== 'string' || typeof data.at !== 'number') return []
  const ref = { type: data.type, id: data.id }
  if ((await port.reader.find(asker, ref)) === undefined) return []
  const entries = await port.reader.history(asker, ref, undefined, mostPast)
  const own = entries.filter(({ at, group }) => (data.group === undefined ? at === data.at : group === data.group))
  const labelOf = (name: string): string =>
    port.access.type(asker, ref.type).properties.find((each) => each.name === name)?.label ?? toLabel(name)
  const shown = (property: string, value: Value): Shown => (plain.has(property) ? toJson(value) : named(port)(toJson(value)))
  return own.flatMap(({ property, before, value }) =>
    property === 'data'
      ? fieldsOf(before, value, named(port))
      : [{ label: labelOf(property), before: shown(property, before), after: shown(property, value) }],
  )
}
const mostPast = 1_000
/** What people have written: it is no id, even if it reads like one. */
const plain: ReadonlySet<string> = new Set(['name', 'description', 'email'])

// Names in the place of the ids of users, teams, permission sets, workspaces and object types, wherever they are in a value.
function named({ directory, workspaces, schema }: AuditChangePort): (value: Shown) => Shown {
  const nameOf = (id: string): string => {
    const row = (['user', 'team', 'permissionSet'] as const).map((type) => directory.rows(type).get(id)).find((each) => each !== undefined)
    return String(row?.['name'] ?? workspaces.find(id)?.name ?? schema().get(id)?.label ?? id)
  }
  const inside = (value: Shown): Shown => {
    if (typeof value === 'string') return nameOf(value)
    if (Array.isArray(value)) return value.map(inside)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [nameOf(key), inside(part)]))
  }
  return inside
}
function toJson(value: Value): Shown {
  return value as unknown as Shown
}
// Settings are one value: the fields of it that are other than before.
function fieldsOf(before: Value, after: Value, name: (value: Shown) => Shown): Changes {
  const [was, is] = [before, after].map((value) =>
    typeof value === 'object' && value !== null ? (value as unknown as Record<string, Shown>) : {},
  )
  const names = [...new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})])]
  return names
    .filter((field) => JSON.stringify(was?.[field]) !== JSON.stringify(is?.[field]))
    .map((field) => ({ label: toLabel(field), before: name(was?.[field] ?? null), after: name(is?.[field] ?? null) }))
}
