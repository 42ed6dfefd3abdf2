import type { Key } from '../base/key.js'
import type { AnyObjectType, Association, Property } from '../schema/property.js'
import type { RowSchema, Schema, ValuesOf } from '../schema/row.js'
import type { Creates, DynamicRecords, Edits, Records } from './records.js'

/** A right that the operator gives to a plugin, and the key to what it opens. It is one line on the permission screen. */
export interface Grant<T = unknown, Need extends string = string> extends Key<T, Need> {
  readonly grant: string
  readonly opens: 'records' | 'all-records' | 'edits' | 'creates'
  /** Paths of the properties, or names of the object types, that it opens. */
  readonly paths: readonly string[]
}

/** Reads these properties; rows stand for all of theirs. */
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
/** Edits these properties of one object type. */
export function edits<const P extends readonly Property[]>(
  ...properties: P
): Grant<Edits<ValuesOf<P[number]>>, `edit ${P[number]['path']}`> {
  return grant(
    'edits',
    'edit',
    properties.map(({ path }) => path),
  )
}
/** Creates records of one object type with these properties. */
export function creates<const P extends readonly Property[]>(
  ...properties: P
): Grant<Creates<ValuesOf<P[number]>>, `create ${P[number]['path']}`> {
  return grant(
    'creates',
    'create',
    properties.map(({ path }) => path),
  )
}

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

function grant<T, Need extends string>(opens: Grant['opens'], verb: string, named: readonly string[]): Grant<T, Need> {
  const paths = [...new Set(named)].sort()
  const line = `${verb} ${paths.join(', ')}`
  return Object.freeze({ key: line, grant: line, opens, paths })
}
