import { z } from 'zod'
import type { Argument } from '../contract/caller.js'
import type { Contribution, ContributionId } from '../contract/contribution.js'
import type { Config, Grant } from '../contract/grant.js'
import type { Schema } from '../schema/row.js'
import type { Json } from '../schema/value.js'
import { grantsOf, needsOf } from './contributed.js'

/** A frozen value. `Written` is the configuration that `use` takes. */
export interface Plugin<Written = undefined> {
  readonly id: string
  readonly version: string
  readonly manifest: Manifest
  readonly '~config'?: (written: Written) => void
}
/** What `definePlugin` takes. Services that it needs follow from `uses`; there is no second list to keep. */
export interface PluginSpec<Id extends string, Parsed, Written, Granted extends string> {
  readonly id: Id
  readonly version: string
  /** The least host API that it needs, `major.minor`. */
  readonly host: `${number}.${number}`
  readonly config?: Config<NoInfer<Id>, Parsed, Written>
  /** All that its code may touch. What a contribution uses beyond it does not compile. */
  readonly grants?: readonly Grant<unknown, Granted>[]
  readonly contributes: readonly Contribution<NoInfer<Granted> | `config ${NoInfer<Id>}`>[]
  /** Its failure stops the host. Default: it fails alone. */
  readonly critical?: boolean
}
/** What an operator reads before installing: grants by contribution, services needed and given, configuration as JSON Schema. */
export interface Manifest {
  readonly grants: Readonly<Record<string, readonly ContributionId[]>>
  readonly needs: readonly string[]
  readonly gives: readonly string[]
  readonly config: Json
}
/** What a plugin holds at run time, its types taken off. */
export interface PluginData {
  readonly id: string
  readonly version: string
  readonly host: string
  readonly config?: Config<string, unknown, unknown>
  readonly grants?: readonly Grant[]
  readonly contributes: readonly Contribution[]
  readonly critical?: boolean
}
/** A plugin with its configuration, as `use` puts them together. */
export interface PluginUse {
  readonly plugin: string
  readonly value: Plugin<never>
  readonly config: unknown
}

/** A plugin, frozen. Nothing runs: all that the host must know to admit it is data. */
export function definePlugin<const Id extends string, Granted extends string = never, Parsed = undefined, Written = undefined>(
  spec: PluginSpec<Id, Parsed, Written, Granted>,
): Plugin<Written> {
  let manifest: Manifest | undefined
  const data = { ...spec, contributes: spec.contributes.flatMap(withParts) } as unknown as PluginData
  return Object.freeze({
    ...data,
    get manifest() {
      manifest ??= toManifest(data)
      return manifest
    },
  })
}
/** Puts a plugin into a host with its configuration. */
export function use<Written>(plugin: Plugin<Written>, ...config: Argument<NoInfer<Written>>): PluginUse {
  // A value that is no plugin at all is let through: the host says so at admission, and starts the others.
  const { id } = (plugin ?? {}) as Partial<Plugin>
  return Object.freeze({ plugin: String(id), value: plugin as Plugin<never>, config: config[0] })
}

// A collection brings its providers and views along. What is no contribution stays in its place: admission says so.
function withParts(contribution: Contribution<string>): readonly Contribution<string>[] {
  const { parts = [] } = (contribution ?? {}) as Contribution<string> & { readonly parts?: readonly Contribution<string>[] }
  return [contribution, ...parts]
}
function toManifest({ grants = [], contributes: given, config }: PluginData): Manifest {
  const contributes = given.filter(isThere)
  const users = (line: string): readonly ContributionId[] =>
    contributes.filter((item) => grantsOf(item).some(({ grant }) => grant === line)).map(({ id }) => id as ContributionId)
  return {
    grants: Object.fromEntries(grants.map(({ grant }) => [grant, users(grant)])),
    needs: [...new Set(contributes.flatMap((item) => needsOf(item)))].sort(),
    gives: contributes
      .filter((item) => ['service', 'resource'].includes(item.kind))
      .map(({ id }) => id)
      .sort(),
    config: config === undefined ? null : toJson(config.schema),
  }
}
function isThere(contribution: Contribution | null | undefined): contribution is Contribution {
  return contribution !== undefined && contribution !== null
}
// Best effort: a schema of another library has no JSON Schema here, and needs none to be validated.
function toJson(schema: Schema): Json {
  try {
    return z.toJSONSchema(schema as z.ZodType, { io: 'input', unrepresentable: 'any' }) as Json
  } catch {
    return null
  }
}
