import { systemAsker, type WorkspaceId } from '../../access/asker.js'
import type { Reader } from '../../records/read-records.js'
import type { SchemaDefinition } from '../../schema/definition.js'
import type { RecordRef } from '../../schema/value.js'

/** Object types whose records people share with a workspace, such as views: with the properties that say so. */
interface SharedType {
  readonly name: string
  readonly audience: string
  readonly workspace: string
}

/** The object types whose records may be shared with everyone, or with teams, in a workspace. */
export function sharedTypes(schema: SchemaDefinition): readonly SharedType[] {
  return [...schema.values()].flatMap(({ name, policy }) =>
    policy?.by === 'shared' && policy.audience !== undefined
      ? [{ name, audience: policy.audience.property, workspace: policy.audience.workspace }]
      : [],
  )
}

/** How many saved views are shared with everyone in a workspace. */
export async function countViews(reader: Pick<Reader, 'count'>, schema: SchemaDefinition, workspace: WorkspaceId): Promise<number> {
  const views = sharedTypes(schema).find(({ name }) => name === 'view')
  return views === undefined ? 0 : reader.count(systemAsker, sharedIn(views, workspace))
}

/** What is shared in a workspace, and goes with it (WSP-10). */
export async function findShared(
  reader: Pick<Reader, 'list'>,
  schema: SchemaDefinition,
  workspace: WorkspaceId,
): Promise<readonly RecordRef[]> {
  const found: RecordRef[] = []
  for (const type of sharedTypes(schema)) {
    const query = { ...sharedIn(type, workspace), select: [], limit: most }
    const { records } = await reader.list(systemAsker, query)
    found.push(...records.map(({ ref }) => ref))
  }
  return found
}
/** More of one type are not shared with a workspace. */
const most = 1000

function sharedIn({ name, audience, workspace: property }: SharedType, workspace: WorkspaceId) {
  const shared = { test: 'any-of', property: `${name}.${audience}`, values: ['everyone', 'teams'] } as const
  return {
    type: name,
    where: { test: 'all', filters: [shared, { test: 'is', property: `${name}.${property}`, value: workspace }] },
  } as const
}
