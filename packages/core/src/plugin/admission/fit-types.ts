import { isTenureError, type Problem } from '../../errors/tenure-error.js'
import { describeIssues } from '../../errors/validate.js'
import { edgeOf } from '../../schema/built-in-edges.js'
import type { ObjectTypeDefinition, SchemaDefinition } from '../../schema/definition.js'
import {
  type AssociationExtension,
  applicable,
  extendSchema,
  extensionSchema,
  inverseName,
  type ObjectTypeExtension,
} from '../../schema/extend-schema.js'
import { isRoleName } from '../../schema/role.js'
import type { SchemaSnapshot } from '../../storage/adapter.js'
import { type Addition, additionsOf } from '../added-schema.js'
import type { PluginData } from '../plugin.js'
import { toBroken, toUnavailable } from '../plugin-state.js'
import { findUnknownPath } from './view-paths.js'

/** What is there without plugins: the built-in object types, what the account added to them, and what its store holds. */
export interface Ground {
  readonly base: SchemaDefinition
  readonly extensions: readonly ObjectTypeExtension[]
  readonly held: SchemaSnapshot
}
/** A plugin whose object types, properties or views do not fit what else is there. `blocked` waits for something; `rejected` has to be changed. */
export interface Misfit {
  readonly state: 'rejected' | 'blocked'
  readonly problem: Problem
}
/** The object types of the core and of the plugins that fit, before the account's extensions; and the plugins that do not. */
export interface Fitted {
  readonly schema: SchemaDefinition
  readonly misfits: ReadonlyMap<string, Misfit>
}

/** Joins what plugins add to the object types. Of two that contradict each other the first in the list stays; nothing of a misfit is added. */
export function fitTypes(ground: Ground, plugins: readonly PluginData[]): Fitted {
  const misfits = new Map<string, Misfit>()
  for (;;) {
    const fitting = new Fitting(
      ground,
      plugins.filter(({ id }) => !misfits.has(id)),
    )
    const flaw = fitting.findFlaw()
    if (flaw === undefined) return { schema: fitting.types, misfits }
    misfits.set(flaw.plugin.id, toMisfit(flaw))
  }
}

/** The same, with the last answer kept: while a plugin comes, the same is asked several times. */
export function createTypeFitter(): typeof fitTypes {
  let last: { readonly ground: Ground; readonly plugins: readonly PluginData[]; readonly fitted: Fitted } | undefined
  return (ground, plugins) => {
    const isSame = last !== undefined && isSameGround(last.ground, ground) && isSameList(last.plugins, plugins)
    const fitted = last !== undefined && isSame ? last.fitted : fitTypes(ground, plugins)
    last = { ground, plugins, fitted }
    return fitted
  }
}
function isSameGround(one: Ground, other: Ground): boolean {
  return one.base === other.base && one.held === other.held && isSameList(one.extensions, other.extensions)
}
function isSameList(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((each, at) => each === other[at])
}

interface Flaw {
  readonly plugin: PluginData
  readonly contribution: string
  readonly because: string
  /** It waits for something that another plugin may bring. */
  readonly waits?: true
}
type Verdict = Omit<Flaw, 'plugin' | 'contribution'> | undefined

function toMisfit({ plugin, contribution, because, waits }: Flaw): Misfit {
  return waits
    ? { state: 'blocked', problem: toUnavailable(plugin.id, because) }
    : { state: 'rejected', problem: toBroken(plugin.id, contribution, because) }
}

/** One attempt to join everything. */
class Fitting {
  types: SchemaDefinition
  readonly #ground: Ground
  readonly #plugins: readonly PluginData[]
  /** Who gives a type (`project`), a property or the end of a link (`company.projects`). */
  readonly #givers = new Map<string, string>()

  constructor(ground: Ground, plugins: readonly PluginData[]) {
    this.#ground = ground
    this.#plugins = plugins
    const given = new Set(plugins.flatMap((plugin) => typesOf(plugin).map(({ extension }) => extension.name)))
    const own = ground.extensions.filter(({ name, title }) => title !== undefined && !ground.base.has(name) && !given.has(name))
    this.types = extendSchema(
      ground.base,
      own.map(({ associations: _later, ...type }) => type),
    )
  }

  findFlaw(): Flaw | undefined {
    const each = (check: (addition: Addition, plugin: PluginData) => Verdict, of = additionsOfPlugin): Flaw | undefined =>
      firstOf(this.#plugins, (plugin) =>
        firstOf(of(plugin), (addition) => {
          const verdict = check(addition, plugin)
          return verdict && { plugin, contribution: addition.contribution, ...verdict }
        }),
      )
    return (
      each((addition) => checkShape(addition)) ??
      each((addition, plugin) => this.#addType(addition, plugin), typesOf) ??
      each((addition, plugin) => (addition.isType ? this.#addLinks(addition, plugin) : this.#addProperty(addition, plugin))) ??
      this.#checkExtensions() ??
      each(({ extension }) => this.#checkHeld(extension)) ??
      this.#checkViews()
    )
  }

  #addType({ extension: { associations = [], ...type } }: Addition, { id }: PluginData): Verdict {
    const { name } = type
    if (isRoleName(name)) return { because: `${name} is a role, which some object type plays. Choose another name for the type.` }
    if (this.types.has(name))
      return {
        because: `There is an object type ${name} already${this.#whose(name)}. Choose another name, or add to it by defineProperty.`,
      }
    this.#give(id, name, ...associations.map((link) => `${name}.${link.name}`))
    return this.#extend(type)
  }
  #addProperty({ extension, contribution: path }: Addition, { id }: PluginData): Verdict {
    const missing = this.#findMissing(extension.name, `${path} is a property of`)
    if (missing !== undefined) return missing
    if (this.#isTaken(extension.name, extension.properties?.[0]?.name ?? ''))
      return { because: `There is ${path} already${this.#whose(path)}. Choose another name for the property.` }
    this.#give(id, path)
    return this.#extend(extension)
  }
  #addLinks({ extension: { name, associations = [] } }: Addition, { id }: PluginData): Verdict {
    return firstOf(associations, (link) => {
      const missing = this.#findMissing(link.to, `${name}.${link.name} leads to`)
      if (missing !== undefined) return missing
      if (this.types.get(link.to)?.policy)
        return {
          because: `${name}.${link.name} leads to ${link.to}, whose records belong to the workspace. Use a property instead: one of the kind \`user\` names a user.`,
        }
      const back = link.inverse?.name ?? inverseName(name, link.name, link.to)
      if (this.#isTaken(link.to, back))
        return {
          because: `The other end of ${name}.${link.name} would be ${link.to}.${back}, which is there already${this.#whose(`${link.to}.${back}`)}. Choose another name for it: \`inverse\`.`,
        }
      this.#give(id, `${link.to}.${back}`)
      return this.#extend({ name, associations: [link] })
    })
  }

  #findMissing(type: string, what: string): Verdict {
    if (this.types.has(type)) return undefined
    if (isRoleName(type)) return { because: `${what} ${type}, which is a role. Name an object type that plays it.` }
    return {
      because: `${what} the object type ${type}, which nobody defines. Correct the name, or add the plugin that defines it.`,
      waits: true,
    }
  }
  // A link of a plugin's own type is not in the type yet when another plugin adds a property to it: it counts all the same.
  #isTaken(type: string, name: string): boolean {
    const { properties, associations } = this.types.get(type) as ObjectTypeDefinition
    return this.#givers.has(`${type}.${name}`) || [...properties, ...associations].some((member) => member.name === name)
  }
  #give(plugin: string, ...names: readonly string[]): void {
    for (const name of names) this.#givers.set(name, plugin)
  }
  #whose(name: string): string {
    const giver = this.#givers.get(name) ?? this.#givers.get(name.split('.')[0] ?? '')
    return giver === undefined ? '' : `, of the plugin ${giver}`
  }
  #extend(extension: ObjectTypeExtension): Verdict {
    const because = refusalOf(() => {
      this.types = extendSchema(this.types, [extension])
    })
    return because === undefined ? undefined : { because }
  }

  // What a store holds keeps its kind: values of a plugin that left, or of an older version of it.
  #checkHeld({ name, properties = [], associations = [] }: ObjectTypeExtension): Verdict {
    const { types, edges } = this.#ground.held
    const held = new Map(types.find((type) => type.name === name)?.properties.map((property) => [property.name, property.kind]))
    const other = properties.find((property) => (held.get(property.name) ?? property.kind) !== property.kind)
    if (other !== undefined)
      return {
        because: `The store holds ${name}.${other.name} as ${held.get(other.name)}, so it cannot be ${other.kind}. Choose another name for the property.`,
      }
    const leadsTo = ({ name: link }: AssociationExtension): string | undefined => edges.find(({ edge }) => edge === edgeOf(name, link))?.to
    const moved = associations.find((link) => (leadsTo(link) ?? link.to) !== link.to)
    return (
      moved && {
        because: `The store holds links ${name}.${moved.name} to ${leadsTo(moved)}, so it cannot lead to ${moved.to}. Choose another name for the link.`,
      }
    )
  }

  // The account's own additions stay; the plugin with which they stop to fit is the one that goes.
  #checkExtensions(): Flaw | undefined {
    const { extensions } = this.#ground
    const refusal = (of: Fitting): string | undefined => refusalOf(() => extendSchema(of.types, applicable(of.types, extensions)))
    if (extensions.length === 0 || refusal(this) === undefined) return undefined
    return firstOf(this.#plugins, (plugin, index) => {
      const upToIt = new Fitting(this.#ground, this.#plugins.slice(0, index + 1))
      upToIt.#join()
      const because = refusal(upToIt)
      const [contribution = ''] = additionsOfPlugin(plugin).map((addition) => addition.contribution)
      return because === undefined ? undefined : { plugin, contribution, because: `It contradicts what this account has added. ${because}` }
    })
  }
  #join(): void {
    for (const { extension } of this.#plugins.flatMap(additionsOfPlugin))
      refusalOf(() => {
        this.types = extendSchema(this.types, [extension])
      })
  }

  #checkViews(): Flaw | undefined {
    const all = extendSchema(this.types, applicable(this.types, this.#ground.extensions))
    return firstOf(this.#plugins, (plugin) =>
      firstOf(plugin.contributes, (contribution) => {
        const unknown = findUnknownPath(contribution, all)
        return unknown && { plugin, contribution: contribution.id, ...unknown }
      }),
    )
  }
}

// A plugin is frozen, and its additions are looked at in every attempt.
const additions = new WeakMap<PluginData['contributes'], readonly Addition[]>()
function additionsOfPlugin({ contributes }: PluginData): readonly Addition[] {
  const known = additions.get(contributes) ?? additionsOf(contributes)
  additions.set(contributes, known)
  return known
}
function typesOf(plugin: PluginData): readonly Addition[] {
  return additionsOfPlugin(plugin).filter(({ isType }) => isType)
}
const goodShapes = new WeakSet<ObjectTypeExtension>()
function checkShape({ contribution, extension }: Addition): Verdict {
  if (goodShapes.has(extension)) return undefined
  const parsed = extensionSchema.safeParse(extension)
  if (parsed.success) return void goodShapes.add(extension)
  const issues = parsed.error.issues.map(({ path, message }) => ({ path: path.map(String), message }))
  return { because: `${contribution} is written wrongly. ${describeIssues(issues)}` }
}
function refusalOf(work: () => void): string | undefined {
  try {
    work()
    return undefined
  } catch (error) {
    if (isTenureError(error)) return error.message
    throw error
  }
}
function firstOf<T, Found>(items: readonly T[], find: (item: T, index: number) => Found | undefined): Found | undefined {
  for (const [index, item] of items.entries()) {
    const found = find(item, index)
    if (found !== undefined) return found
  }
  return undefined
}
