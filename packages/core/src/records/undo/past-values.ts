import { isInternal } from '../../access/internal-property.js'
import type { ObjectTypeDefinition } from '../../schema/definition.js'
import type { Value } from '../../schema/value.js'
import { sameValue } from '../../schema/value-order.js'
import type { Change, HistoryEntry, HistoryOps, IO } from '../../storage/adapter.js'
import type { DraftRecord } from '../draft.js'

/** What a property was before a change, and whether somebody else has changed it since. */
export interface PastProperty {
  readonly before: Value
  readonly isForeign: boolean
}
/** Where past values are read, and the groups that do not count as somebody else. */
export interface PastReader {
  readonly history: HistoryOps | undefined
  readonly io: IO
  readonly own: ReadonlySet<string>
}
/** More changes than these since then count as somebody else's. */
const most = 4096

/** What the properties were before the change. In a store without history, a value that somebody changed and changed back counts as not changed. */
export async function pastProperties(
  reader: PastReader,
  change: Change,
  { values }: DraftRecord,
  names: readonly string[],
): Promise<ReadonlyMap<string, PastProperty>> {
  const imageOf = (name: string): Value => change.before?.[name] ?? null
  if (reader.history === undefined)
    return new Map(
      names.map((name) => [name, { before: imageOf(name), isForeign: !sameValue(values[name] ?? null, change.after?.[name] ?? null) }]),
    )
  const entries = await entriesSince(reader, change, names)
  return new Map(
    names.map((name) => {
      const ofName = entries.filter(({ property }) => property === name)
      const itself = ofName.find(({ version }) => version === change.version)
      return [
        name,
        { before: itself?.before ?? imageOf(name), isForeign: itself === undefined || ofName.some(isLaterOfOthers(reader, change)) },
      ]
    }),
  )
}

/** Whether somebody else has changed a value of the record since; values that the core works out do not count. */
export async function isChangedSince(
  reader: PastReader,
  change: Change,
  { values }: DraftRecord,
  { properties }: ObjectTypeDefinition,
): Promise<boolean> {
  const names = properties.filter(({ name, computed }) => !computed && !isInternal(name)).map(({ name }) => name)
  if (reader.history === undefined) return names.some((name) => !sameValue(values[name] ?? null, change.after?.[name] ?? null))
  return (await entriesSince(reader, change, names)).some(isLaterOfOthers(reader, change))
}

async function entriesSince(
  { history, io }: PastReader,
  { ref, version }: Change,
  names: readonly string[],
): Promise<readonly HistoryEntry[]> {
  for (let limit = names.length * 4; ; limit *= 4) {
    const [entries = []] = (await history?.read([ref], names, limit, io)) ?? []
    if (entries.length < limit || limit > most || Number(entries.at(-1)?.version) < Number(version)) return entries
  }
}

function isLaterOfOthers({ own }: PastReader, change: Change): (entry: HistoryEntry) => boolean {
  return ({ version, group }) => Number(version) > Number(change.version) && (group === undefined || !own.has(group))
}
