import type { Roles } from '../access/asker.js'
import type { Key } from '../base/key.js'
import type { IconName } from '../block/icon-name.js'
import type { Issue } from '../errors/tenure-error.js'
import type { SchemaDefinition } from '../schema/definition.js'
import type { AnyObjectType } from '../schema/property.js'
import type { RoleName } from '../schema/role.js'
import type { Schema } from '../schema/row.js'
import type { PropertyKind } from '../schema/value.js'
import type { Contribution, ContributionId } from './contribution.js'
import type { Place } from './tab.js'

/** What may be chosen for a field of settings: the page offers exactly that, and nothing else is saved. `null` is up to the schema. */
export type Choice =
  | {
      /** A property of the type that plays the role. The choice is what the role's own property of that name means in the workspace. */
      readonly from: 'properties'
      readonly role: RoleName
      readonly kinds: readonly PropertyKind[]
      /** The role's property, where it is named otherwise than the field. */
      readonly as?: string
      /** The field holds one property for each type that plays the role, by the type's name. */
      readonly each?: true
    }
  /**
   * Pipelines of the type that plays the role, by their values; with `each`, by the name of each type. A list says which records play the role in
   * the workspace: those of these pipelines. A single one is the pipeline that is shown first. A choice *aside* says neither.
   */
  | { readonly from: 'pipelines'; readonly role: RoleName; readonly each?: true; readonly aside?: true }
  | { readonly from: 'types'; readonly role: RoleName }
  /** The object types that play the role now: the field holds the one that is shown first in the workspace. */
  | { readonly from: 'playing'; readonly role: RoleName }
  /** Options that the section lists; with `each` the field holds one for each type that plays this role, by the type's name. */
  | { readonly from: 'options'; readonly options: readonly Option[]; readonly each?: RoleName }
interface Option {
  readonly value: string
  readonly label: string
}
/** What a check may read besides the settings themselves. */
export interface SettingsLook {
  readonly types: SchemaDefinition
  readonly roles: Roles
}
/** What a save would change, for `effects`. */
export interface SettingsChange<Value> {
  readonly before: Value
  readonly after: Value
  /** How many records that play the role have a value of this property, of those that the administrator may see. */
  filled(role: RoleName, property: string): Promise<number>
}
/** A section of the settings: a page of the administration, without code of its own. */
export interface SettingsSpec<Value> {
  readonly id: ContributionId
  /** `account`: one for all workspaces. `workspace`: each workspace has its own. */
  readonly scope: 'account' | 'workspace'
  readonly title: string
  readonly description?: string
  readonly icon?: IconName
  /** The place of its page among the others. */
  readonly order?: Place
  /** An object with a field for each setting; `z.strictObject`, so that a misspelt name is an error. */
  readonly schema: Schema<Value>
  /** The values until somebody saves the section. */
  readonly initial: NoInfer<Value>
  readonly labels?: { readonly [K in keyof NoInfer<Value>]?: string }
  /** A sentence below a field. */
  readonly hints?: { readonly [K in keyof NoInfer<Value>]?: string }
  readonly choices?: { readonly [K in keyof NoInfer<Value>]?: Choice }
  /** What else must hold; it names each bad field. */
  check?(value: NoInfer<Value>, look: SettingsLook): readonly Issue[]
  /** What a save would do, in a sentence each, for *When you save*. Numbers in them are translated as `{n}`. */
  effects?(change: SettingsChange<NoInfer<Value>>): readonly string[] | Promise<readonly string[]>
}
/** Settings as a contribution, and the key to their values. */
export interface Settings<Value> extends SettingsSpec<Value>, Contribution, Key<Value> {
  readonly kind: 'settings'
  readonly id: ContributionId
  readonly key: string
}
/** Settings whose values are known only at run time. */
export interface AnySettings
  extends Contribution,
    Key<unknown>,
    Pick<SettingsSpec<unknown>, 'scope' | 'title' | 'description' | 'icon' | 'order'> {
  readonly kind: 'settings'
  readonly id: ContributionId
  readonly schema: Schema
  readonly initial: unknown
  readonly labels?: Readonly<Record<string, string | undefined>>
  readonly hints?: Readonly<Record<string, string | undefined>>
  readonly choices?: Readonly<Record<string, Choice | undefined>>
  effects?(change: SettingsChange<unknown>): readonly string[] | Promise<readonly string[]>
  check?(value: unknown, look: SettingsLook): readonly Issue[]
}

/**
 * A section of the settings, which gets a page of the administration by itself, and a key for `uses`: a call receives the values of its workspace. A live view that uses it restarts when
 * somebody saves the section. Saving changes everything or nothing (WSP-5), and names the version that the user saw (WSP-11).
 */
export function defineSettings<Value>(spec: SettingsSpec<Value>): Settings<Value> {
  return Object.freeze({ ...spec, contribution: 1, kind: 'settings', key: `settings ${spec.id}` }) as Settings<Value>
}
/** Offers the properties of these kinds of the type that plays the role. */
export function propertiesOf(
  role: AnyObjectType<RoleName>,
  kinds: readonly PropertyKind[],
  options: { readonly as?: string; readonly each?: true } = {},
): Choice {
  return Object.freeze({ from: 'properties', role: role.objectType, kinds, ...options })
}
/** Offers the pipelines of the type that plays the role. `aside`: for another purpose than to say which records play it. */
export function pipelinesOf(role: AnyObjectType<RoleName>, options: { readonly each?: true; readonly aside?: true } = {}): Choice {
  return Object.freeze({ from: 'pipelines', role: role.objectType, ...options })
}
/** Offers the object types that may play the role. */
export function typesFor(role: AnyObjectType<RoleName>): Choice {
  return Object.freeze({ from: 'types', role: role.objectType })
}
/** Offers the object types that play the role now, of which one is shown first. */
export function playingOf(role: AnyObjectType<RoleName>): Choice {
  return Object.freeze({ from: 'playing', role: role.objectType })
}
/** Offers these options; with `each` the field holds one for each type that plays the role. */
export function oneOf(options: readonly Option[], { each }: { readonly each?: AnyObjectType<RoleName> } = {}): Choice {
  return Object.freeze({ from: 'options', options, ...(each && { each: each.objectType }) })
}
