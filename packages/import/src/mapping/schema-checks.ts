import type { Issue, ObjectTypeDefinition, PropertyKind, SchemaDefinition } from '@tenure/core'
import { didYouMean } from '@tenure/core'
import type { FileMapping, Mapping, PropertyMapping } from './mapping-schema.js'

type Path = readonly (string | number)[]

/** What a mapping names that the object types of the account do not have; each with the name that may be meant. */
export function schemaIssues(mapping: Mapping, types: SchemaDefinition): readonly Issue[] {
  return mapping.files.flatMap((file, at) => {
    const path: Path = ['files', at]
    const type = types.get(file.objectType)
    if (type === undefined) return unknownName([...path, 'objectType'], 'There is no object type', file.objectType, mappable(types))
    return [
      ...(type.active ? [] : [{ path: [...path, 'objectType'], message: notActive(type) }]),
      ...Object.entries(file.properties ?? {}).flatMap(([name, property]) =>
        propertyIssues(type, name, property, [...path, 'properties', name]),
      ),
      ...Object.entries(file.properties ?? {}).flatMap(([name, property]) =>
        keyIssues(mapping, types, property, [...path, 'properties', name]),
      ),
      ...linkIssues(file, type, types, path),
      ...matchIssues(type, file.match, [...path, 'match']),
      ...(file.links ?? []).flatMap(({ to, match }, at) => matchIssues(types.get(to), match, [...path, 'links', at, 'match'])),
      ...stageIssues(file, type, path),
    ]
  })
}

function propertyIssues(type: ObjectTypeDefinition, name: string, property: PropertyMapping, path: Path): Issue[] {
  const known = type.properties.find((each) => each.name === name)
  if (known === undefined) {
    const names = type.properties.filter(({ computed }) => !computed).map((each) => each.name)
    return unknownName(path, `${type.name} has no property`, name, names)
  }
  if (known.computed && name !== 'createdAt')
    return [{ path, message: `${type.name}.${name} is kept by the workspace and cannot be imported.` }]
  if (fits(property.kind, known.kind)) return []
  return [{ path: [...path, 'kind'], message: `${type.name}.${name} is of kind ${known.kind}, not ${property.kind}.` }]
}

// An id is text, and so is an option.
function fits(kind: PropertyMapping['kind'], wanted: PropertyKind): boolean {
  const isText = (each: string): boolean => each === 'string' || each === 'text' || each === 'enumeration'
  return kind === wanted || (isText(kind) && isText(wanted))
}

function keyIssues({ files }: Mapping, types: SchemaDefinition, property: PropertyMapping, path: Path): Issue[] {
  const type = 'idOf' in property ? property.idOf : undefined
  if (type === undefined || files.some(({ objectType }) => objectType === type)) return []
  const place = [...path, 'idOf']
  // Where a property of records here is compared, no file has to bring them.
  const match = 'match' in property ? property.match : undefined
  if (match !== undefined && types.has(type)) return matchIssues(types.get(type), match, [...path, 'match'])
  if (!types.has(type)) return unknownName(place, 'There is no object type', type, mappable(types))
  return [{ path: place, message: `No file of this mapping has records of the type ${type}.` }]
}

// A key is text, and so is what it is compared with.
function matchIssues(type: ObjectTypeDefinition | undefined, name: string | undefined, path: Path): Issue[] {
  if (type === undefined || name === undefined) return []
  const texts = type.properties.filter(({ kind }) => kind === 'string')
  if (texts.some((property) => property.name === name)) return []
  return unknownName(
    path,
    `${type.name} has no property of kind string`,
    name,
    texts.map((property) => property.name),
  )
}

function linkIssues({ links = [] }: FileMapping, type: ObjectTypeDefinition, types: SchemaDefinition, path: Path): Issue[] {
  return links.flatMap(({ association, to }, at) => {
    const known = type.associations.find(({ name }) => name === association)
    const place = [...path, 'links', at]
    if (known === undefined)
      return unknownName(
        [...place, 'association'],
        `${type.name} has no association`,
        association,
        type.associations.map(({ name }) => name),
      )
    if (known.to === to) return []
    if (!types.has(to)) return unknownName([...place, 'to'], 'There is no object type', to, mappable(types))
    return [{ path: [...place, 'to'], message: `${type.name}.${association} leads to ${known.to}, not to ${to}.` }]
  })
}

function stageIssues({ stage }: FileMapping, type: ObjectTypeDefinition, path: Path): Issue[] {
  if (stage === undefined) return []
  const pipelines = type.pipelines ?? []
  const pipeline = pipelines.find(({ value }) => value === stage.pipeline)
  if (pipeline === undefined)
    return unknownName(
      [...path, 'stage', 'pipeline'],
      `${type.name} has no pipeline`,
      stage.pipeline,
      pipelines.map(({ value }) => value),
    )
  const known = pipeline.stages.map(({ value }) => value)
  const named = [
    ...(['stage', 'other', 'missing'] as const).flatMap((part) => (stage[part] === undefined ? [] : [[[part], stage[part]] as const])),
    ...Object.entries(stage.stages ?? {}).map(([cell, value]) => [['stages', cell], value] as const),
  ]
  return named
    .filter(([, value]) => !known.includes(value))
    .flatMap(([place, value]) => unknownName([...path, 'stage', ...place], `${pipeline.value} has no stage`, value, known))
}

function unknownName(path: Path, start: string, name: string, known: readonly string[]): Issue[] {
  const list = known.length === 0 ? '' : ` It has ${known.join(', ')}.`
  const hint = didYouMean(name, known)
  return [{ path, message: `${start} ${JSON.stringify(name)}.${hint === '' ? list.replace('It has', 'Known are') : hint}` }]
}
function mappable(types: SchemaDefinition): readonly string[] {
  return [...types.values()].filter(({ active }) => active).map(({ name }) => name)
}
function notActive({ name }: ObjectTypeDefinition): string {
  return `${name} is not activated in this account. Activate it with "objectTypes": { "${name}": { "active": true } }.`
}
