import type { Access } from '../../access/access.js'
import { type Asker, accountAsker } from '../../access/asker.js'
import { type Directory } from '../../access/directory.js'
import { isReadable, never } from '../../access/policy.js'
import type { Reader } from '../../records/read-records.js'
import type { SchemaDefinition } from '../../schema/definition.js'
import type { UserId } from '../../schema/value.js'
import type { Change } from '../../storage/adapter.js'
import type { CustomerCounts } from '../../workspace/people/list-people.js'
import type { RoleBook } from '../../workspace/role-book.js'
import type { Workspaces } from '../../workspace/workspaces.js'

/** What customers are counted with. */
export interface CustomersPort {
  readonly access: Access
  readonly directory: Pick<Directory, 'find'>
  readonly reader: Pick<Reader, 'aggregate'>
  readonly roles: Pick<RoleBook, 'in'>
  readonly workspaces: Pick<Workspaces, 'all' | 'of'>
  schema(): SchemaDefinition
}

/** How many customers each user looks after, by the CSM property of the user's own workspace, of the whole account (ACC-5). */
export async function countCustomers(port: CustomersPort, asking: Asker): Promise<CustomerCounts> {
  const asker = accountAsker(asking)
  const counts = new Map<string, ReadonlyMap<string, number>>()
  for (const path of csmPaths(port)) {
    const [type = '', property = ''] = path.split('.')
    const isOpen = port.access.policy(asker, type, 'view') !== never && isReadable(asker.principal, port.access.type(asker, type), property)
    if (isOpen) counts.set(path, await countBy(port, asker, type, path))
  }
  return (user) => {
    const principal = port.directory.find(user)
    const path = csmPath(port, principal === undefined ? 'main' : port.workspaces.of(principal))
    const found = path === undefined ? undefined : counts.get(path)
    return found && (found.get(user) ?? 0)
  }
}

/** Whether a change may have made these counts others. */
export function changesCounts(port: CustomersPort, { ref, changed, change }: Change): boolean {
  const names = csmPaths(port).filter((path) => path.startsWith(`${ref.type}.`))
  return names.length > 0 && (change !== 'patch' || names.some((path) => changed.includes(path.slice(ref.type.length + 1))))
}

async function countBy({ reader }: CustomersPort, asker: Asker, type: string, property: string): Promise<ReadonlyMap<UserId, number>> {
  const { groups } = await reader.aggregate(asker, { type, by: [{ property }] })
  return new Map(groups.flatMap(({ by: [user], count }) => (typeof user === 'string' ? [[user, count] as const] : [])))
}
function csmPaths(port: CustomersPort): readonly string[] {
  return [...new Set(port.workspaces.all().flatMap(({ id }) => csmPath(port, id) ?? []))]
}
function csmPath({ roles, schema }: CustomersPort, workspace: string): string | undefined {
  const customer = roles.in(workspace).get('customer')?.[0]
  if (customer === undefined) return undefined
  const { type, properties } = customer
  // Without a plugin that lets a workspace choose, it is the property of that name.
  const csm = Object.hasOwn(properties, 'csm') ? properties['csm'] : 'csm'
  const isThere =
    schema()
      .get(type)
      ?.properties.some(({ name }) => name === csm) === true
  return isThere ? `${type}.${csm}` : undefined
}
