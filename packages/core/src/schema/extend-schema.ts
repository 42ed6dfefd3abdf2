import { z } from 'zod'
import { type Issue, TenureError } from '../errors/tenure-error.js'
import { withPipelines } from './built-in-definitions.js'
import { edgeOf } from './built-in-edges.js'
import type {
  AssociationDefinition,
  ObjectTypeDefinition,
  PipelineDefinition,
  PropertyDefinition,
  ScaleDefinition,
  SchemaDefinition,
} from './definition.js'
import { toLabel } from './property.js'
import { isRoleName } from './role.js'
import { propertyKinds } from './value.js'

/** A property as an extension has it; an archived one is kept there alone, until it is taken back. */
export interface OwnProperty extends PropertyDefinition {
  readonly archived?: true
}
/** What an account, an import or a plugin adds to an object type, or a whole new one. Only what is named changes. */
export interface ObjectTypeExtension {
  readonly name: string
  readonly label?: string | undefined
  readonly plural?: string | undefined
  /** Property that names a record to a person; needed of a new type. */
  readonly title?: string | undefined
  readonly activity?: { readonly at: string } | undefined
  readonly active?: true | undefined
  /** It is offered for no role of objects, such as customer: a plugin keeps its own work there. */
  readonly playsRoles?: false | undefined
  /** Of a new type: between which numbers its properties lie. */
  readonly scales?: readonly ScaleDefinition[] | undefined
  readonly properties?: readonly OwnProperty[] | undefined
  readonly associations?: readonly AssociationExtension[] | undefined
  /** Takes the place of the type's pipelines. */
  readonly pipelines?: readonly PipelineDefinition[] | undefined
}
/** A link to be added; `inverse` names it from the other side (default: the name of this type, as the other side's member). */
export interface AssociationExtension {
  readonly name: string
  readonly label?: string | undefined
  readonly to: string
  readonly single?: true | undefined
  readonly inverse?: { readonly name: string; readonly label?: string | undefined; readonly single?: true | undefined } | undefined
}

const name = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,62}$/, 'A name begins with a letter and has letters, digits, - and _.')
  .refine((text) => !isReserved(text), 'This name means something else already: the id, or what every object has.')
const label = z.string().min(1).max(100)
const option = z.strictObject({ value: z.string().min(1), label })
const names = z.array(name).min(1).max(50)
const ids = z.array(z.string().min(1).max(200)).max(200)
const stage = z.strictObject({
  value: z.string().min(1),
  label,
  probability: z.number().min(0).max(1).optional(),
  open: z.boolean(),
  requires: names.optional(),
  asks: names.optional(),
  only: z.strictObject({ users: ids, teams: ids }).optional(),
})
const rules = z.strictObject({
  startsIn: z.array(z.string().min(1)).min(1).optional(),
  noSkipping: z.literal(true).optional(),
  noGoingBack: z.literal(true).optional(),
})
const property = z.strictObject({
  name,
  kind: z.enum(propertyKinds),
  label,
  group: label.optional(),
  main: z.int().min(0).max(1000).optional(),
  options: z.array(option).optional(),
  unique: z.literal(true).optional(),
  currency: z.string().length(3).optional(),
  archived: z.literal(true).optional(),
})
/** Schema of an extension, as a mapping file or a plugin contains it. */
export const extensionSchema = z.strictObject({
  name,
  label: label.optional(),
  plural: label.optional(),
  title: name.optional(),
  activity: z.strictObject({ at: name }).optional(),
  active: z.literal(true).optional(),
  playsRoles: z.literal(false).optional(),
  scales: z
    .array(
      z.strictObject({
        ...{ property: name, from: z.number(), to: z.number() },
        where: z.strictObject({ property: name, value: z.string().min(1) }).optional(),
      }),
    )
    .optional(),
  properties: z.array(property).optional(),
  associations: z
    .array(
      z.strictObject({
        name,
        label: label.optional(),
        to: name,
        single: z.literal(true).optional(),
        inverse: z.strictObject({ name, label: label.optional(), single: z.literal(true).optional() }).optional(),
      }),
    )
    .optional(),
  pipelines: z
    .array(
      z.strictObject({
        value: z.string().min(1),
        label,
        stages: z.array(stage).min(1),
        rules: rules.optional(),
      }),
    )
    .min(1)
    .optional(),
})
/** The same as the store contains it: there the core itself says which properties nobody writes. */
export const keptExtensionSchema = extensionSchema.extend({
  properties: z.array(property.extend({ computed: z.literal(true).optional() })).optional(),
})

/**
 * The schema with extensions added. `own`: the schema before any extension, whose system types keep their properties.
 * Errors: `input.invalid` if one contradicts what exists; then nothing is added.
 */
export function extendSchema(base: SchemaDefinition, extensions: readonly ObjectTypeExtension[], own = base): SchemaDefinition {
  const types = new Map(base)
  for (const extension of extensions) checkNames(extension, own)
  for (const extension of extensions) types.set(extension.name, extendType(types.get(extension.name) ?? newType(extension), extension))
  for (const extension of extensions) for (const link of extension.associations ?? []) addEnds(types, extension.name, link)
  return types
}

/**
 * The part of stored extensions that has something to add to. A type, or a property that names its records, may have left with its plugin;
 * what was added to it comes back with it.
 */
export function applicable(base: SchemaDefinition, extensions: readonly ObjectTypeExtension[]): readonly ObjectTypeExtension[] {
  const there = extensions.map((extension) => withoutMissing(base, extension)).filter(({ name: type, title }) => base.has(type) || title)
  const names = new Set([...base.keys(), ...there.map((extension) => extension.name)])
  return there.map(({ associations, ...extension }) => ({
    ...extension,
    ...(associations && { associations: associations.filter(({ to }) => names.has(to)) }),
  }))
}
function withoutMissing(base: SchemaDefinition, { title, activity, ...extension }: ObjectTypeExtension): ObjectTypeExtension {
  const known = [...(base.get(extension.name)?.properties ?? []), ...(extension.properties ?? [])]
  const has = (property: string): boolean => known.some((each) => each.name === property)
  return {
    ...extension,
    ...(title !== undefined && has(title) && { title }),
    ...(activity !== undefined && has(activity.at) && { activity }),
  }
}

/** The extension without what is archived of it. */
export function withoutArchived({ properties, ...extension }: ObjectTypeExtension): ObjectTypeExtension {
  return { ...extension, ...(properties && { properties: properties.filter(({ archived }) => archived !== true) }) }
}

/** Merges two extensions of one type; the later one wins. */
export function mergeExtensions(earlier: ObjectTypeExtension | undefined, later: ObjectTypeExtension): ObjectTypeExtension {
  if (earlier === undefined) return later
  return {
    ...earlier,
    ...later,
    properties: byName(earlier.properties, later.properties),
    associations: byName(earlier.associations, later.associations),
  }
}

function byName<T extends { readonly name: string }>(earlier: readonly T[] = [], later: readonly T[] = []): readonly T[] {
  return [...new Map([...earlier, ...later].map((item) => [item.name, item])).values()]
}

/** The default name of the other end of a link. */
export function inverseName(from: string, name: string, to: string): string {
  return from === to ? `${name}Of` : from
}

// Each row has `id` beside its values, and every object seems to have the names of `Object.prototype`.
function isReserved(text: string): boolean {
  return text === 'id' || text in Object.prototype
}
function checkNames({ name: typeName, properties = [] }: ObjectTypeExtension, base: SchemaDefinition): void {
  const type = base.get(typeName)
  const isTaken = isReserved(typeName) || isRoleName(typeName)
  if (isTaken) throw invalid([{ path: [typeName], message: `An object type cannot be named ${typeName}. Choose another name.` }])
  const isKept = ({ name: own }: PropertyDefinition): boolean =>
    isReserved(own) || (type?.policy !== undefined && type.properties.some((property) => property.name === own))
  const kept = properties.find(isKept)
  if (kept)
    throw invalid([{ path: [typeName, kept.name], message: `${typeName}.${kept.name} is the workspace's own. Choose another name.` }])
}

function newType({ name: typeName, label: given, plural, title, activity, playsRoles, scales }: ObjectTypeExtension): ObjectTypeDefinition {
  if (title === undefined)
    throw invalid([
      { path: [typeName, 'title'], message: `${typeName} is a new object type: say which of its properties names a record (title).` },
    ])
  const shown = given ?? toLabel(typeName)
  const common: PropertyDefinition[] = [
    { name: 'createdAt', kind: 'datetime', label: 'Create date', computed: true },
    { name: 'updatedAt', kind: 'datetime', label: 'Last change', computed: true },
    { name: 'owner', kind: 'user', label: 'Owner' },
  ]
  return {
    name: typeName,
    label: shown,
    plural: plural ?? `${shown}s`,
    title,
    properties: common,
    associations: [],
    ownership: ['owner'],
    active: true,
    ...(activity === undefined ? {} : { activity }),
    ...(playsRoles === undefined ? {} : { playsRoles }),
    ...(scales === undefined ? {} : { scales }),
  }
}

function extendType(type: ObjectTypeDefinition, extension: ObjectTypeExtension): ObjectTypeDefinition {
  const properties = [...type.properties]
  for (const added of extension.properties ?? []) {
    const index = properties.findIndex((property) => property.name === added.name)
    const known = properties[index]
    if (known === undefined) properties.push(added)
    else if (known.kind === added.kind && known.computed !== true) properties[index] = added
    else
      throw invalid([
        {
          path: [type.name, added.name],
          message: `${type.label} has a property ${added.name} already, of kind ${known.kind}. Choose another name.`,
        },
      ])
  }
  const merged: ObjectTypeDefinition = {
    ...type,
    label: extension.label ?? type.label,
    plural: extension.plural ?? type.plural,
    title: extension.title ?? type.title,
    active: extension.active ?? type.active,
    properties,
    ...(extension.activity === undefined ? {} : { activity: extension.activity }),
  }
  checkNamed(merged)
  return extension.pipelines === undefined ? merged : withPipelines(withStages(merged), extension.pipelines)
}

function withStages(type: ObjectTypeDefinition): ObjectTypeDefinition {
  const missing = ['pipeline', 'stage'].filter((property) => !type.properties.some((known) => known.name === property))
  const added = missing.map((property): PropertyDefinition => ({ name: property, kind: 'enumeration', label: toLabel(property) }))
  return { ...type, properties: [...type.properties, ...added] }
}

function checkNamed({ name: typeName, title, activity, properties }: ObjectTypeDefinition): void {
  const has = (property: string): boolean => properties.some((known) => known.name === property)
  if (!has(title)) throw invalid([{ path: [typeName, 'title'], message: `${typeName} has no property ${title} to name its records by.` }])
  if (activity && !has(activity.at))
    throw invalid([{ path: [typeName, 'activity'], message: `${typeName} has no property ${activity.at} for the time of an activity.` }])
}

function addEnds(types: Map<string, ObjectTypeDefinition>, from: string, link: AssociationExtension): void {
  const type = types.get(from)
  const other = types.get(link.to)
  if (type === undefined || other === undefined)
    throw invalid([{ path: [from, link.name], message: `${from}.${link.name} leads to ${link.to}, and there is no such object type.` }])
  const edge = edgeOf(from, link.name)
  const inverse = link.inverse ?? { name: inverseName(from, link.name, link.to), label: type.plural }
  addEnd(types, from, {
    name: link.name,
    label: link.label ?? toLabel(link.name),
    to: link.to,
    edge,
    forward: true,
    ...(link.single && { single: true }),
  })
  addEnd(types, link.to, {
    name: inverse.name,
    label: inverse.label ?? toLabel(inverse.name),
    to: from,
    edge,
    forward: false,
    ...(inverse.single && { single: true }),
  })
}

function addEnd(types: Map<string, ObjectTypeDefinition>, on: string, end: AssociationDefinition): void {
  const type = types.get(on) as ObjectTypeDefinition
  const known = type.associations.find((association) => association.name === end.name)
  if (known !== undefined && (known.edge !== end.edge || known.forward !== end.forward)) {
    throw invalid([{ path: [on, end.name], message: `${type.label} has an association ${end.name} already. Choose another name.` }])
  }
  if (known === undefined) types.set(on, { ...type, associations: [...type.associations, end] })
}

function invalid(issues: readonly Issue[]): TenureError {
  return new TenureError('input.invalid', issues.map(({ message }) => message).join(' '), { issues })
}
