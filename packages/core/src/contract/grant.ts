import type { Key } from '../base/key.js'
import { TenureError } from '../errors/tenure-error.js'
import { type AnyObjectType, type Association, type NameOf, type Property, splitPath } from '../schema/property.js'
import type { RoleName } from '../schema/role.js'
import type { RowSchema, Schema, ValuesOf } from '../schema/row.js'
import type { AnyRecords, AnyWrites } from './any-records.js'
import type { Providers } from './caller.js'
import type { Point } from './point.js'
import type { ProviderContract } from './provider.js'
import type { Archives, Creates, DynamicRecords, Edits, Links, Notifies, Records } from './records.js'

/** A right that the operator gives to a plugin, and the key to what it opens. It is one line on the permission screen. */
export interface Grant<T = unknown, Need extends string = string> extends Key<T, Need> {
  readonly grant: string
  readonly opens:
    | 'records'
    | 'all-records'
    | 'any-records'
    | 'edits'
    | 'creates'
    | 'archives'
    | 'notifies'
    | 'any-writes'
    | 'providers'
    | 'fetcher'
  /** Paths of the properties, names of the object types, the provider or point that it opens, or what it fetches. */
  readonly paths: readonly string[]
  /** The point whose items bring the providers that it opens. */
  readonly point?: Point<unknown, unknown>
}

/** Reads these properties; a row counts for all its properties. */
export function reads<Path extends string>(
  ...what: readonly (Property<Path> | Association<Path> | RowSchema<unknown, Path>)[]
): Grant<Records<Path>, `read ${Path}`> {
  return grant(
    'records',
    'read',
    what.flatMap((item) => ('properties' in item ? item.properties.map(({ path }) => path) : [item.path])),
  )
}
/** Reads every property of these object types or roles, also those that people or other plugins add: for columns that people choose. */
export function readsAll<Name extends string>(...types: readonly AnyObjectType<Name>[]): Grant<DynamicRecords, `read ${Name}.*`> {
  return grant(
    'all-records',
    'read',
    types.map(({ objectType }) => `${objectType}.*`),
  )
}
/** What people filter by: any property of any record that is linked, as far as the person sees it. A plugin reads nothing of it but which records pass. */
export const whatPeopleFilterBy = 'what people filter by'
/** Reads every property of a collection's object type, what it reads of linked records, and what people filter by. */
export function readsCollection<Need extends string>(type: AnyObjectType, linked: readonly string[]): Grant<DynamicRecords, Need> {
  return grant('all-records', 'read', [`${type.objectType}.*`, ...linked, whatPeopleFilterBy])
}
/** Reads every property, and the history, of every object type, as far as the user may: for what works on any record. */
export const readsEverything: Grant<AnyRecords, 'read *'> = grant('any-records', 'read', ['*'])
/** Creates, changes, archives and links records of every object type, as far as the user may. */
export const writesEverything: Grant<AnyWrites, 'write *'> = grant('any-writes', 'write', ['*'])
/** Asks one provider of another plugin, or the providers that come in as items of a point. They answer for the same user, with that user's rights. */
export function asks(
  what: Pick<ProviderContract<unknown, unknown>, 'kind' | 'id'> | (Pick<Point<unknown>, 'key'> & { readonly item: object }),
): Grant<Providers, `ask ${string}`> {
  if (!('item' in what)) return grant('providers', 'ask', [what.id])
  return Object.freeze({ ...grant<Providers, `ask ${string}`>('providers', 'ask', [what.key]), point: what as Point<unknown, unknown> })
}
/** Edits these properties and links of one object type. */
export function edits<const P extends readonly (Property | Association)[]>(
  ...what: P
): Grant<Edits<GivenValues<P[number]>, GivenLinks<P[number]>>, `edit ${P[number]['path']}`> {
  return grant('edits', 'edit', ofOneType('edits', what))
}
/** Creates records of one object type with these properties and links. */
export function creates<const P extends readonly (Property | Association)[]>(
  ...what: P
): Grant<Creates<GivenValues<P[number]>, GivenLinks<P[number]>, TypeOf<P[number]['path']>>, `create ${P[number]['path']}`> {
  return grant('creates', 'create', ofOneType('creates', what))
}
/** Archives records of one object type that the plugin created under a key, and brings them back: for what is there no longer where it came from. */
export function archives<Name extends string>(type: AnyObjectType<Name>): Grant<Archives, `archive ${Name}.*`> {
  return grant('archives', 'archive', [`${type.objectType}.*`])
}
/** Notifies users about records of one object type; any of these properties may be shown beside the title of the record. */
export function notifies<const P extends readonly Property[]>(
  ...shown: P
): Grant<Notifies<NameOf<P[number]['path']>, TypeOf<P[number]['path']>>, `notify ${P[number]['path']}`> {
  return grant('notifies', 'notify', ofOneType('notifies', shown))
}
type GivenValues<P> = [Extract<P, Property>] extends [never] ? Readonly<Record<string, never>> : ValuesOf<Extract<P, Property>>
type GivenLinks<P> = Links<Exclude<Extract<P, Association>, Property>>
// Which type plays a role is known only at run time, so an id of a role's record fits every link.
type TypeOf<Path extends string> = Path extends `${RoleName}.${string}` ? never : Path extends `${infer Type}.${string}` ? Type : never

/** A plugin's configuration, as a key: each contribution that needs it uses it. */
export interface Config<Id extends string, Parsed, Written> extends Key<Parsed, `config ${Id}`> {
  readonly configures: Id
  readonly schema: Schema<Parsed, Written>
}
/** Configuration with its schema; `id` is the plugin's. Use `z.strictObject`, so that a misspelt name is an error. */
export function defineConfig<const Id extends string, Parsed, Written>(
  id: Id,
  schema: Schema<Parsed, Written>,
): Config<Id, Parsed, Written> {
  return Object.freeze({ key: `config ${id}`, configures: id, schema })
}

function ofOneType(verb: string, what: readonly { readonly path: string }[]): readonly string[] {
  const types = new Set(what.map(({ path }) => splitPath(path)[0]))
  if (types.size === 1) return what.map(({ path }) => path)
  const message = `\`${verb}\` takes properties and links of one object type; these are of ${[...types].join(', ') || 'none'}. Use a grant for each type.`
  throw new TenureError('input.invalid', message, { issues: [{ path: [], message }] })
}
function grant<T, Need extends string>(opens: Grant['opens'], verb: string, named: readonly string[]): Grant<T, Need> {
  const paths = [...new Set(named)].sort()
  const line = `${verb} ${paths.join(', ')}`
  return Object.freeze({ key: line, grant: line, opens, paths })
}
