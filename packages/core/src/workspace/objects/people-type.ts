import type { z } from 'zod'
import type { saveObjectTypeContract } from '../../contract/administration/object-type-contract.js'
import type { Issue } from '../../errors/tenure-error.js'
import type { PipelineDefinition, PropertyDefinition, SchemaDefinition, StageDefinition } from '../../schema/definition.js'
import type { AssociationExtension, ObjectTypeExtension, OwnProperty } from '../../schema/extend-schema.js'
import { namesFor, toName } from './own-name.js'

/** An object type as people write it. */
export type PeopleType = z.output<NonNullable<typeof saveObjectTypeContract.input>>
/** What a type was stored as, and what else its names must not meet. */
export interface PeopleTypeGround {
  readonly known: ObjectTypeExtension | undefined
  readonly types: SchemaDefinition
}
/** Names that every object type has already. */
const taken = ['id', 'createdAt', 'updatedAt', 'owner', 'pipeline', 'stage'] as const
/** No plugin can take a name that begins so: names of plugins have no dash. */
export const customPrefix = 'custom-'

/** The definition that is stored for what people wrote. New members get names after their labels; known ones keep theirs. */
export function toDefinition(given: PeopleType, { known, types }: PeopleTypeGround): ObjectTypeExtension {
  const typeName = known?.name ?? freeTypeName(given.label, types)
  const before = known?.properties ?? []
  const nameOf = namesFor([...taken, ...before.map(({ name }) => name), ...(known?.associations ?? []).map(({ name }) => name)])
  const properties = given.properties.map((property, place): OwnProperty => {
    const old = before.find(({ name }) => name === property.name)
    const { label, kind, options, unique, currency, archived } = property
    const optionName = namesFor((options ?? []).flatMap(({ value }) => value ?? []))
    return {
      name: old?.name ?? nameOf(label),
      kind,
      label,
      ...(archived !== true && { main: place }),
      ...(options && { options: options.map((one) => ({ value: one.value ?? optionName(one.label), label: one.label })) }),
      ...(unique === true && { unique: true }),
      ...(currency !== undefined && { currency }),
      ...(archived === true && { archived: true }),
    }
  })
  const title = properties.find(({ kind, archived }) => kind === 'string' && archived === undefined)?.name
  return {
    name: typeName,
    label: given.label,
    plural: given.plural,
    ...(title !== undefined && { title }),
    properties,
    associations: given.associations.map((one) => toAssociation(one, { typeName, plural: given.plural, nameOf, types })),
    ...(given.pipelines.length > 0 && { pipelines: toPipelines(given.pipelines, known?.pipelines) }),
  }
}

/** What would be lost, or cannot be, by storing `next` in place of what there is. */
export function lossesOf(known: ObjectTypeExtension | undefined, next: ObjectTypeExtension, types: SchemaDefinition): readonly Issue[] {
  return [...titleIssues(next), ...propertyIssues(known, next), ...associationIssues(known, next, types)]
}

function titleIssues({ title }: ObjectTypeExtension): readonly Issue[] {
  return title === undefined
    ? [{ path: ['properties'], message: 'A type needs a property of the kind text (one line) that names its records.' }]
    : []
}
function propertyIssues(known: ObjectTypeExtension | undefined, { properties = [] }: ObjectTypeExtension): readonly Issue[] {
  return (known?.properties ?? []).flatMap((old): readonly Issue[] => {
    const at = properties.findIndex(({ name }) => name === old.name)
    const now = properties[at]
    if (now === undefined) return [issue(['properties'], `${old.label} cannot be taken out: records may have values of it. Archive it.`)]
    const path = ['properties', at]
    if (now.kind !== old.kind)
      return [issue([...path, 'kind'], `${old.label} stays of the kind ${old.kind}: its values would be lost. Add another property.`)]
    if (now.unique === true && old.unique !== true)
      return [issue([...path, 'unique'], `${old.label} cannot become unique: two records may have the same value.`)]
    const gone = lostOptions(old, now)
    return gone.map((option) =>
      issue([...path, 'options'], `The option ${option} of ${old.label} cannot be taken out: records may have it.`),
    )
  })
}
function lostOptions(old: PropertyDefinition, now: PropertyDefinition): readonly string[] {
  return (old.options ?? []).filter(({ value }) => now.options?.some((option) => option.value === value) !== true).map(({ label }) => label)
}
function associationIssues(
  known: ObjectTypeExtension | undefined,
  { associations = [] }: ObjectTypeExtension,
  types: SchemaDefinition,
): readonly Issue[] {
  const missing = associations.flatMap(({ to }, at) =>
    types.has(to) && types.get(to)?.policy === undefined ? [] : [issue(['associations', at, 'to'], `There is no object type ${to}.`)],
  )
  const lost = (known?.associations ?? []).flatMap((old) => {
    const now = associations.find(({ name }) => name === old.name)
    const label = old.label ?? old.name
    if (now === undefined || now.to !== old.to)
      return [issue(['associations'], `The association ${label} stays as it is: its links would be lost.`)]
    const narrows = (now.single === true && old.single !== true) || (now.inverse?.single === true && old.inverse?.single !== true)
    return narrows ? [issue(['associations'], `${label} cannot become single: records may have several links.`)] : []
  })
  return [...missing, ...lost]
}
function issue(path: Issue['path'], message: string): Issue {
  return { path, message }
}

interface AssociationGround {
  readonly typeName: string
  readonly plural: string
  readonly types: SchemaDefinition
  readonly nameOf: (label: string) => string
}
function toAssociation(
  { name, label, to, single, inverse }: PeopleType['associations'][number],
  ground: AssociationGround,
): AssociationExtension {
  const other = ground.types.get(to)
  const there = [...(other?.properties ?? []), ...(other?.associations ?? [])].map((member) => member.name)
  return {
    name: name ?? ground.nameOf(label),
    label,
    to,
    ...(single === true && { single: true }),
    inverse: {
      name: inverse.name ?? namesFor([...taken, ...there])(inverse.label),
      label: inverse.label,
      ...(inverse.single === true && { single: true }),
    },
  }
}
// What stages ask for, and the rules, are of another page and stay.
function toPipelines(pipelines: PeopleType['pipelines'], known: readonly PipelineDefinition[] = []): readonly PipelineDefinition[] {
  const pipelineName = namesFor(pipelines.flatMap(({ value }) => value ?? []))
  const stageName = namesFor(pipelines.flatMap(({ stages }) => stages.flatMap(({ value }) => value ?? [])))
  const knownStage = (value: string | undefined) => known.flatMap((each) => each.stages).find((stage) => stage.value === value)
  return pipelines.map(({ value, label, stages }) => ({
    ...withoutLost(
      known.find((each) => each.value === value),
      stages,
    ),
    value: value ?? pipelineName(label),
    label,
    stages: stages.map((stage) => ({
      ...keptOf(knownStage(stage.value), stage.outcome === 'open'),
      value: stage.value ?? stageName(stage.label),
      label: stage.label,
      open: stage.outcome === 'open',
      ...(stage.outcome !== 'open' && { probability: stage.outcome === 'won' ? 1 : 0 }),
    })),
  }))
}
// An open stage keeps what is expected of it, as long as it is open.
function keptOf(known: StageDefinition | undefined, isOpen: boolean): Partial<StageDefinition> {
  const { probability, ...rest } = known ?? {}
  return { ...rest, ...(known?.open && isOpen && probability !== undefined && { probability }) }
}
// A stage that is gone is none to start in.
function withoutLost(
  known: PipelineDefinition | undefined,
  stages: PeopleType['pipelines'][number]['stages'],
): Pick<PipelineDefinition, 'rules'> {
  const { startsIn, ...rules } = known?.rules ?? {}
  const left = startsIn?.filter((start) => stages.some(({ value }) => value === start)) ?? []
  return known?.rules === undefined ? {} : { rules: { ...rules, ...(left.length > 0 && { startsIn: left }) } }
}
function freeTypeName(label: string, types: SchemaDefinition): string {
  return `${customPrefix}${namesFor([...types.keys()].map((name) => name.replace(customPrefix, '')))(toName(label))}`
}
