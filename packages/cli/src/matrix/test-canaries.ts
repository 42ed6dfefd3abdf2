import type { SchemaDefinition } from '@tenure/core'
import type { StorageAdapter, Values, Write } from '@tenure/core/adapter'
import type { Value } from '@tenure/core/contract'
import { access } from './test-askers.js'

// A store in which every value can be told apart: wherever one of them turns up, it names the property and the record that it is from.

type ObjectType = NonNullable<ReturnType<SchemaDefinition['get']>>
/** A planted value. */
export interface Canary {
  readonly type: string
  readonly property: string
  /** Whose record it is; nobody's in particular where it was worked out of several, as an average is. */
  readonly of?: Owner
}
/** Whose record: cam's, that of cam's teammate tia, that of far in another team, or nobody's. Of system types: that of the bystander far. */
export type Owner = (typeof owners)[number]
export const owners = ['cam', 'tia', 'far', 'free'] as const
/** Everything that was planted, and where it was. */
export interface Planted {
  readonly storage: StorageAdapter
  /** The values of which a text has some, and the records whose ids it has. */
  /** Paths of which something was planted. */
  readonly paths: ReadonlySet<string>
  /** A value of a property of a record that it had before. */
  pastOf(type: string, property: string, of: Owner): string
  find(text: string): { readonly values: readonly Canary[]; readonly ids: readonly (readonly [type: string, of: Owner])[] }
}

/** The id of a planted record. */
export function idOf(type: string, of: Owner): string {
  return `rec-${type}-${of}-end`
}

/** A store that has, when it opens, four records of each business type and one of each system type, with a present and a past value of each property. */
export function plant(inner: StorageAdapter, types: SchemaDefinition): Planted {
  const known = new Map<string, Canary>()
  const bands = new Map<string, Canary>()
  const nextIn = numberBands()
  const records = [...types.values()].flatMap((type) =>
    type.policy === undefined ? owners.map((of) => ({ type, of })) : [{ type, of: 'far' as const }],
  )
  const valuesOf = ({ type, of }: (typeof records)[number]): Values =>
    Object.fromEntries(
      type.properties.flatMap((property) => {
        const own = ownValue(type, property.name, of)
        const isNumber = numberKinds.includes(property.kind)
        const n = isNumber ? nextIn(`${type.name}.${property.name}`) : known.size
        const value = own === undefined ? canary(property, n) : own
        if (value === undefined) return []
        const mark = marksIn(JSON.stringify(value))[0] ?? ''
        if (own === undefined) known.set(mark, { type: type.name, property: property.name, of })
        if (own === undefined && isNumber) bands.set(bandOf(mark), { type: type.name, property: property.name })
        return [[property.name, value]]
      }),
    )
  const past = records.map((record): Write => ({ write: 'create', ref: refOf(record), values: valuesOf(record) }))
  const now = records.map((record): Write => ({ write: 'patch', ref: refOf(record), values: valuesOf(record) }))
  const seeds: readonly (readonly Write[])[] = [
    [...access, ...past],
    [...now, ...linksOf(types)],
  ]
  return {
    storage: {
      ...inner,
      async open(env) {
        await inner.open(env)
        for (const [day, writes] of seeds.entries()) {
          const at = Date.UTC(2026, 5, 20 + day)
          const result = await inner.commit({ atomic: true, at, actor: { source: 'system' }, writes }, { signal: env.signal })
          if (!result.ok) throw new Error(`The seed was refused: ${JSON.stringify(result)} ${JSON.stringify(writes[result.at ?? 0])}`)
        }
      },
    },
    paths: new Set([...known.values()].map(({ type, property }) => `${type}.${property}`)),
    pastOf: (type, property, of) =>
      [...known].find(([, each]) => each.type === type && each.property === property && each.of === of)?.[0] ?? '',
    find: (text) => ({
      values: marksIn(text).flatMap((mark) => known.get(mark) ?? bands.get(bandOf(mark)) ?? []),
      ids: [...new Set(text.match(/rec-\w+-\w+-end/g) ?? [])].map((id) => id.split('-').slice(1, 3) as [string, Owner]),
    }),
  }
}

function refOf({ type, of }: { readonly type: ObjectType; readonly of: Owner }): { readonly type: string; readonly id: string } {
  return { type: type.name, id: idOf(type.name, of) }
}

// Users that own are the askers; what makes a system record one of its kind is not a canary, or the host would not run.
function ownValue({ name, ownership, policy, pipelines, scales = [] }: ObjectType, property: string, of: Owner): Value | undefined {
  const measured = scales.filter((scale) => scale.property === property)
  // A value that can be told apart from all others lies on no scale.
  if (measured.length > 0) return Math.max(...measured.map(({ from }) => from))
  if (ownership.includes(property)) return of === 'free' ? null : of
  // Lists of services and revenue have only what is in a pipeline.
  if (property === 'pipeline') return pipelines?.[0]?.value
  if (property === 'stage') return pipelines?.[0]?.stages[0]?.value
  if (policy === undefined) return undefined
  if (policy.by !== 'managed' && property === policy.owner) return 'far'
  if (name === 'user' && property === 'active') return true
  if (name === 'run' && ['items', 'place', 'holder', 'leasedUntil'].includes(property)) return null
  if (name === 'run' && property === 'state') return 'done'
  if (name === 'session' && property === 'user') return 'far'
  // One that is shown says something of a record.
  if (name === 'notification' && property in shownNotification) return shownNotification[property]
  if (name === 'workspace' && property === 'teams') return null
  return undefined
}

const shownNotification: Values = { name: `company/${idOf('company', 'tia')}`, kind: 'reminder', property: 'city', activity: null }

// The numbers of one property lie together: an average or a median of some of them is none of them, and tells the property nevertheless.
const numberKinds = ['number', 'money']
const bandWidth = 10_000
function numberBands(): (path: string) => number {
  const taken = new Map<string, readonly [band: number, count: number]>()
  return (path) => {
    const [band, count] = taken.get(path) ?? [taken.size, 0]
    taken.set(path, [band, count + 1])
    // No power of three is the average of several others.
    return band * bandWidth + 3 ** count
  }
}
const bandOf = (mark: string): string => mark.slice(0, 7)

const textKinds = ['string', 'text']
function canary(
  { name, kind, options }: { readonly name: string; readonly kind: string; readonly options?: readonly unknown[] },
  n: number,
): Value | undefined {
  const text = `qq${n}qq`
  if (textKinds.includes(kind) || (kind === 'enumeration' && !options?.length)) return text
  if (kind === 'multi_enumeration' && !options?.length) return [text]
  // A run shows its reason by these parts.
  if (kind === 'json') return name === 'reason' ? { code: text, message: text, details: {} } : { canary: text }
  if (kind === 'number') return 70_000_000_000 + n
  if (kind === 'money') return { amount: String(80_000_000_000 + n), currency: 'EUR' }
  // Far from the days of the instants.
  if (kind === 'date') return new Date(Date.UTC(2250, 0, 1 + n)).toISOString().slice(0, 10)
  if (kind === 'datetime') return Date.UTC(2200, 0, 1) + 60_000 * n + 7
  return undefined
}
function marksIn(text: string): readonly string[] {
  return text.match(/qq\d+qq|\b[78]\d{10}(?:\.\d+)?\b|\b22\d\d-\d\d-\d\d\b|\b7[23]\d{11}\b/g) ?? []
}

function linksOf(types: SchemaDefinition): readonly Write[] {
  return [...types.values()].flatMap((type) =>
    type.associations
      .filter(({ forward }) => forward)
      .flatMap(({ edge, to, single }) =>
        owners.flatMap((from) =>
          (single ? [from] : owners)
            .filter((other) => type.name !== to || other !== from)
            .map(
              (other): Write => ({
                write: 'link',
                edge,
                ref: { type: type.name, id: idOf(type.name, from) },
                to: { type: to, id: idOf(to, other) },
              }),
            ),
        ),
      ),
  )
}
