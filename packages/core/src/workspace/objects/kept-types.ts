import { systemAsker } from '../../access/asker.js'
import type { Reader } from '../../records/read-records.js'
import { keptExtensionSchema, type ObjectTypeExtension } from '../../schema/extend-schema.js'

/** What the account says of one object type, as it is stored: with what is archived of it, and the version that a save has to name. */
export interface KeptType {
  readonly definition: ObjectTypeExtension
  readonly version: string
}

/** All of them, by the names of the types; one that cannot be read is left out. */
export async function readKeptTypes(reader: Pick<Reader, 'list'>): Promise<ReadonlyMap<string, KeptType>> {
  const { records } = await reader.list(systemAsker, { type: 'objectType', select: ['definition'], orderBy: [], limit: 500 })
  return new Map(
    records.flatMap(({ ref, version, values }) => {
      const parsed = keptExtensionSchema.safeParse(values['definition'])
      return parsed.success ? [[ref.id, { definition: parsed.data as ObjectTypeExtension, version }] as const] : []
    }),
  )
}
