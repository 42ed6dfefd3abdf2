import { systemAsker } from '../../access/asker.js'
import { scoreDueProperty } from '../../access/internal-property.js'
import type { PropertyDefinition } from '../../schema/definition.js'
import type { ObjectTypeExtension, OwnProperty } from '../../schema/extend-schema.js'
import { keptQuiet, keptScore, keptStatus } from '../../score/keeper/profile-record.js'
import type { Kernel } from '../kernel.js'

const options = [
  { value: 'at-risk', label: 'At risk' },
  { value: 'neutral', label: 'Neutral' },
  { value: 'healthy', label: 'Healthy' },
]
const group = 'Health'
const kept: readonly PropertyDefinition[] = [
  { name: keptScore, kind: 'number', label: 'Health score', group, computed: true },
  { name: keptStatus, kind: 'enumeration', label: 'Health status', group, options, computed: true },
  { name: keptQuiet, kind: 'boolean', label: 'Status moved by a profile', group, computed: true },
  { name: scoreDueProperty, kind: 'datetime', label: 'Score due', computed: true },
]

/**
 * Makes score and status of an object type properties that only profiles write, and adds those that it lacks; or lets people write them again. Either
 * is part of the account's own definition of the type.
 */
export async function keepScores(kernel: Pick<Kernel, 'reader' | 'define' | 'schema'>, type: string, isKept: boolean): Promise<void> {
  const properties = kernel.schema().get(type)?.properties ?? []
  if ((properties.find(({ name }) => name === keptScore)?.computed === true) === isKept) return
  const record = await kernel.reader.find(systemAsker, { type: 'objectType', id: type })
  const own = (record?.values['definition'] ?? { name: type }) as unknown as ObjectTypeExtension
  const definition = { ...own, properties: kept.reduce((all, each) => put(all, properties, each, isKept), own.properties ?? []) }
  await kernel.define(definition, { actor: { source: 'system' }, version: record?.version ?? '0' })
}
// A label that people gave stays.
function put(
  all: readonly OwnProperty[],
  known: readonly PropertyDefinition[],
  each: PropertyDefinition,
  isKept: boolean,
): readonly OwnProperty[] {
  const { computed: _, ...now } = known.find(({ name }) => name === each.name) ?? each
  const next: OwnProperty = { ...now, ...(isKept && { computed: true }) }
  return [...all.filter(({ name }) => name !== each.name), next]
}
