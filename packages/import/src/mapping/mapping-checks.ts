import type { Issue } from '@tenure/core'
import { isTimeZone } from '@tenure/core/zone'
import { compileDateFormat, shapeOf } from '../csv/date-format.js'
import type { FileMapping, Mapping, PropertyMapping } from './mapping-schema.js'

type Path = readonly (string | number)[]
type Check = (path: Path, message: string) => Issue[]
const issue: Check = (path, message) => [{ path, message }]

/** Properties that give rights; a mapping names them under `grant`, where they are visible, and never fills them from a column (SEC-9). */
const rightsOfUsers = new Set(['superAdmin', 'permissions', 'permissionSets', 'objects', 'hidden', 'readOnly'])

/** What a mapping of the right shape still has wrong: places that contradict each other. */
export function mappingIssues(mapping: Mapping): readonly Issue[] {
  return [
    ...(mapping.zone === undefined || isTimeZone(mapping.zone) ? [] : issue(['zone'], `There is no time zone ${mapping.zone}.`)),
    ...mapping.files.flatMap((file, at) => fileIssues(mapping, file, ['files', at])),
  ]
}

function fileIssues(mapping: Mapping, file: FileMapping, path: Path): Issue[] {
  const properties = Object.entries(file.properties ?? {}).flatMap(([name, property]) => [
    ...propertyIssues(mapping, property, [...path, 'properties', name]),
    ...declaredIssues(mapping, file, name, property, [...path, 'properties', name, 'kind']),
    ...(file.objectType === 'user' && rightsOfUsers.has(name) ? issue([...path, 'properties', name], 'Only `grant` gives rights.') : []),
  ])
  const encoding =
    file.encoding === undefined || isEncoding(file.encoding) ? [] : issue([...path, 'encoding'], `There is no encoding ${file.encoding}.`)
  return [...properties, ...encoding, ...keyIssues(file, path), ...stageIssues(mapping, file, path), ...grantIssues(file, path)]
}

function propertyIssues(mapping: Mapping, property: PropertyMapping, path: Path): Issue[] {
  const issues: Issue[] = []
  if ((property.column === undefined) === (property.text === undefined))
    issues.push(...issue(path, 'Either `column` or `text` is expected.'))
  if (property.kind === 'date' || property.kind === 'datetime') issues.push(...formatIssues(property.format, [...path, 'format']))
  if (property.kind === 'datetime') issues.push(...zoneIssues(property.zone ?? mapping.zone, [...path, 'zone']))
  issues.push(...sinceIssues(mapping, property.since, [...path, 'since']))
  if (property.kind === 'money') issues.push(...moneyIssues(property, path))
  if (property.kind === 'user' && (property.by ?? 'name') === 'name' && !hasUserNames(mapping))
    issues.push(...issue([...path, 'by'], 'No file of this mapping gives users a `name`.'))
  return issues
}

function moneyIssues({ currency, currencyColumn, currencyInCell }: Extract<PropertyMapping, { kind: 'money' }>, path: Path): Issue[] {
  if (currency !== undefined || currencyColumn !== undefined || currencyInCell) return []
  return issue([...path, 'currency'], 'Money needs a `currency`, a `currencyColumn` that says it, or `currencyInCell`.')
}

function formatIssues(format: string | readonly string[], path: Path): Issue[] {
  const formats = typeof format === 'string' ? [format] : format
  const broken = formats.flatMap((each) => {
    const compiled = compileDateFormat(each)
    return 'reason' in compiled ? issue(path, `${each}: ${compiled.reason}`) : []
  })
  const shapes = formats.map(shapeOf)
  const twice = shapes.find((shape, at) => shapes.indexOf(shape) !== at)
  return twice === undefined
    ? broken
    : [...broken, ...issue(path, 'Two of these formats read the same text as different days. Keep only the one that is meant.')]
}

// A day begins at midnight somewhere, so a date needs a zone as well.
function sinceIssues({ zone }: Mapping, since: PropertyMapping['since'], path: Path): Issue[] {
  if (since === undefined) return []
  return [...formatIssues(since.format, [...path, 'format']), ...zoneIssues(since.zone ?? zone, [...path, 'zone'])]
}

function zoneIssues(zone: string | undefined, path: Path): Issue[] {
  if (zone === undefined) return issue(path, 'A time needs its `zone`, here or for the whole mapping.')
  return isTimeZone(zone) ? [] : issue(path, `There is no time zone ${zone}.`)
}

function declaredIssues(mapping: Mapping, file: FileMapping, name: string, property: PropertyMapping, path: Path): Issue[] {
  const declared = mapping.objectTypes?.[file.objectType]?.properties?.[name]
  if (declared === undefined || declared.kind === property.kind) return []
  return issue(path, `${file.objectType}.${name} is declared as ${declared.kind}, not ${property.kind}.`)
}

function keyIssues({ externalId, blankKey, distinct }: FileMapping, path: Path): Issue[] {
  if (externalId !== 'lineNumber') return []
  return [
    ...(blankKey === undefined ? [] : issue([...path, 'blankKey'], 'A line number is never blank. Leave this out.')),
    ...(distinct === undefined
      ? []
      : issue([...path, 'distinct'], 'Every line has its own number. Name key columns to have one record of several lines.')),
  ]
}

function stageIssues(mapping: Mapping, { stage }: FileMapping, path: Path): Issue[] {
  if (stage === undefined) return []
  const place = [...path, 'stage']
  if ((stage.column === undefined) === (stage.stage === undefined))
    return issue(place, 'Either `column` or `stage` is expected: a column that says the stage, or one stage for all lines.')
  const part = (['stages', 'other', 'missing'] as const).find((each) => stage[each] !== undefined)
  const needless = stage.stage === undefined || part === undefined ? [] : issue([...place, part], 'This needs a `column`.')
  return [...needless, ...sinceIssues(mapping, stage.since, [...place, 'since'])]
}

function grantIssues({ objectType, grant }: FileMapping, path: Path): Issue[] {
  return grant === undefined || objectType === 'user' ? [] : issue([...path, 'grant'], 'Only users are granted rights.')
}
function hasUserNames({ files }: Mapping): boolean {
  return files.some(({ objectType, properties }) => objectType === 'user' && properties?.['name'] !== undefined)
}
function isEncoding(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== ''
  } catch {
    return false
  }
}
