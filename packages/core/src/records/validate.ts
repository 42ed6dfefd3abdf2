import { objectPermissionsSchema } from '../access/permissions.js'
import { validateRule } from '../base/rule/parse-rule.js'
import { isTimeZone } from '../base/zone/zone.js'
import type { Issue } from '../errors/tenure-error.js'
import { type ObjectTypeDefinition, type PropertyDefinition, propertyOf } from '../schema/definition.js'
import { occasionIssues } from '../schema/occasion/occasion-issues.js'
import { valueSchemas } from '../schema/row.js'
import type { Money, Value, Values } from '../schema/value.js'
import { sameValue } from '../schema/value-order.js'

/**
 * What is wrong with values for a type: unknown and computed properties, wrong kinds, options and stages that do not exist. A property that is not
 * readable is one that does not exist.
 */
export function validateValues(
  type: ObjectTypeDefinition,
  values: Values,
  { before, isReadable = () => true }: { readonly before: Values; readonly isReadable?: (name: string) => boolean },
): readonly Issue[] {
  const issues: Issue[] = []
  for (const name of Object.keys(values)) {
    const value = values[name] ?? null
    const property = isReadable(name) ? propertyOf(type, name) : undefined
    const message =
      property === undefined ? `${type.label} has no property ${name}.` : (problemOf(property, value) ?? rightsProblem(type, name, value))
    if (message !== undefined) issues.push({ path: [name], message })
  }
  if (issues.length > 0) return issues
  const off = scaleIssues(type, values, { ...before, ...values })
  if (off.length > 0) return off
  return type.takesPlace ? occasionIssues(values, { ...before, ...values }) : stageIssues(type, values, before)
}

/** Values in normal form: sets sorted and without duplicates, money with canonical digits, -0 as 0. Other values are unchanged. */
export function canonicalValues(type: ObjectTypeDefinition, values: Values): Values {
  return Object.fromEntries(Object.keys(values).map((name) => [name, canonicalValue(propertyOf(type, name)?.kind, values[name] ?? null)]))
}

/** The values that differ from the current ones. */
export function changedValues(type: ObjectTypeDefinition, values: Values, before: Values): Values {
  const isChanged = (name: string): boolean => !sameValue(values[name] ?? null, before[name] ?? null, propertyOf(type, name)?.kind)
  return Object.fromEntries(
    Object.keys(values)
      .filter(isChanged)
      .map((name) => [name, values[name] ?? null]),
  )
}

function problemOf(property: PropertyDefinition, value: Value): string | undefined {
  if (property.computed) return `${property.label} is kept by the workspace and cannot be written.`
  if (value === null) return undefined
  const parsed = valueSchemas[property.kind].safeParse(value)
  if (!parsed.success) return `${property.label} takes ${expected[property.kind]}. ${parsed.error.issues[0]?.message ?? ''}`.trim()
  return property.format === 'repeat' ? ruleProblem(property, String(value)) : optionProblem(property, value)
}

function ruleProblem({ label }: PropertyDefinition, rule: string): string | undefined {
  const issues = validateRule(rule)
  if (issues.length === 0) return undefined
  return `${label} takes a recurrence rule, such as FREQ=WEEKLY;BYDAY=MO. ${issues.map(({ message }) => message).join(' ')}`
}

const expected: Readonly<Record<PropertyDefinition['kind'], string>> = {
  string: 'text',
  text: 'text',
  number: 'a number',
  money: 'an amount as decimal text with a currency',
  boolean: 'true or false',
  date: 'a day, YYYY-MM-DD',
  datetime: 'an instant in milliseconds',
  enumeration: 'one of its options',
  multi_enumeration: 'a list of its options',
  user: 'the id of a user',
  json: 'JSON',
}

// What a user's rights and days are worked out from: a value that cannot be read would silently grant nothing.
function rightsProblem({ policy }: ObjectTypeDefinition, name: string, value: Value): string | undefined {
  if (policy === undefined || value === null) return undefined
  if (name === 'objects' && !objectPermissionsSchema.safeParse(value).success)
    return 'Object permissions say for each object type what may be viewed, edited and deleted: all, team, own or none.'
  if (name === 'timeZone' && !isTimeZone(String(value))) return `There is no time zone ${String(value)}. One is Europe/Berlin.`
  return undefined
}

function optionProblem({ options = [], kind, label }: PropertyDefinition, value: Value): string | undefined {
  if (options.length === 0 || (kind !== 'enumeration' && kind !== 'multi_enumeration')) return undefined
  const known = new Set(options.map((option) => option.value))
  const unknown = (Array.isArray(value) ? value : [value]).find((item) => !known.has(String(item)))
  return unknown === undefined ? undefined : `${label} has no option ${String(unknown)}. It takes ${[...known].join(', ')}.`
}

// Also where the value stays and what it is measured by changes.
function scaleIssues({ scales = [], properties }: ObjectTypeDefinition, values: Values, after: Values): readonly Issue[] {
  return scales.flatMap(({ property, from, to, where }) => {
    const value = after[property]
    const isTouched = values[property] !== undefined || (where !== undefined && values[where.property] !== undefined)
    if (!isTouched || typeof value !== 'number' || (where !== undefined && after[where.property] !== where.value)) return []
    if (from <= value && value <= to) return []
    const label = properties.find(({ name }) => name === property)?.label ?? property
    return [{ path: [property], message: `${label} is from ${from} to ${to}.` }]
  })
}

// A record with pipelines is in exactly one stage of one of them.
function stageIssues(type: ObjectTypeDefinition, values: Values, before: Values): readonly Issue[] {
  if (type.pipelines === undefined || (values['pipeline'] === undefined && values['stage'] === undefined)) return []
  const wanted = values['pipeline'] ?? before['pipeline'] ?? null
  const stage = values['stage'] ?? before['stage'] ?? null
  const pipeline = type.pipelines.find((candidate) => candidate.value === wanted)
  if (pipeline === undefined)
    return [
      {
        path: ['pipeline'],
        message: `${type.label} has no pipeline ${String(wanted)}. It takes ${type.pipelines.map((each) => each.value).join(', ')}.`,
      },
    ]
  if (pipeline.stages.some((candidate) => candidate.value === stage)) return []
  return [
    {
      path: ['stage'],
      message: `${pipeline.label} has no stage ${String(stage)}. It takes ${pipeline.stages.map((each) => each.value).join(', ')}.`,
    },
  ]
}

function canonicalValue(kind: PropertyDefinition['kind'] | undefined, value: Value): Value {
  if (kind === 'multi_enumeration' && isTexts(value)) return value.length === 0 ? null : [...new Set(value)].sort()
  if (kind === 'number' && value === 0) return 0
  return kind === 'money' && isMoney(value) ? { amount: canonicalAmount(value.amount), currency: value.currency } : value
}
function isTexts(value: Value): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}
function isMoney(value: Value): value is Money {
  return typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value && typeof value.amount === 'string'
}
function canonicalAmount(amount: string): string {
  if (!/^-?\d+(\.\d+)?$/.test(amount)) return amount
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.')
  const digits = whole.replace(/^0+(?=\d)/, '')
  const rest = fraction.replace(/0+$/, '')
  const text = rest === '' ? digits : `${digits}.${rest}`
  return amount.startsWith('-') && text !== '0' ? `-${text}` : text
}
