import type { Importer, KnownKeys } from '@tenure/core'
import type { Cell } from './csv/cell.js'
import { quoted } from './csv/cell.js'
import type { Mapping } from './mapping/mapping-schema.js'

/** What the keys and names of files mean among the records that are here already. */
export interface RecordsHere {
  readonly known: KnownKeys
  /** Whether several records have that key. */
  isAmbiguous(type: string, key: string): boolean
  /** A user of the account, by email address or by name. */
  user(text: string): Cell
}
/** Nothing is here that a mapping could mean. */
export const nothingHere: RecordsHere = { known: () => undefined, isAmbiguous: () => false, user: (text) => nobody(text) }

type Keys = Awaited<ReturnType<Importer['keys']>>

/** Reads what a mapping may mean: keys of the types that it matches, and users where it names some of the account. */
export async function readHere({ files }: Mapping, importer: Pick<Importer, 'keys'>): Promise<RecordsHere> {
  const wanted = files.flatMap(({ objectType, match, links = [], properties = {} }) => [
    ...(match === undefined ? [] : [{ type: objectType, match }]),
    ...Object.values(properties).flatMap((each) =>
      'match' in each && each.idOf !== undefined && each.match !== undefined ? [{ type: each.idOf, match: each.match }] : [],
    ),
    ...links.flatMap(({ to, match: by }) => (by === undefined ? [] : [{ type: to, match: by }])),
  ])
  const keys = new Map<string, Keys[]>()
  for (const { type, match } of unique(wanted)) keys.set(type, [...(keys.get(type) ?? []), await importer.keys(type, match)])
  const namesUsers = files.some(({ properties = {} }) =>
    Object.values(properties).some((each) => each.kind === 'user' && each.by === 'account'),
  )
  const users = namesUsers ? [await importer.keys('user', 'email'), await importer.keys('user', 'name')] : []
  const found = (type: string, key: string): Keys | undefined => keys.get(type)?.find((each) => each.has(plain(key)))
  return {
    known: (type, key) => found(type, key)?.get(plain(key)),
    isAmbiguous: (type, key) => found(type, key)?.get(plain(key)) === undefined && found(type, key) !== undefined,
    user(text) {
      const of = users.find((each) => each.has(plain(text)))
      const id = of?.get(plain(text))
      if (id !== undefined) return { value: id }
      return of === undefined ? nobody(text) : { reason: `several users are called ${quoted(text)}` }
    },
  }
}

function nobody(text: string): Cell {
  return { reason: `${quoted(text)} names nobody here` }
}
function plain(text: string): string {
  return text.trim().toLowerCase()
}
function unique<T>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()]
}
