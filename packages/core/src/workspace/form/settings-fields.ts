import { z } from 'zod'
import type { SettingsField } from '../../contract/page/settings-contract.js'
import type { AnySettings } from '../../contract/settings.js'
import type { OptionDefinition } from '../../schema/definition.js'
import { toLabel } from '../../schema/property.js'
import type { Offer } from '../check-settings.js'

/** What a form asks for, in the order of the schema: it needs no code of the section. */
export function fieldsOf(section: AnySettings): readonly SettingsField[] {
  const { properties = {}, required = [] } = jsonOf(section)
  return Object.entries(properties).map(([field, json]) => toField(section, field, json as JsonField, required.includes(field)))
}

/** The options of fields that the schema itself lists; a choice of the section comes first. */
export function listedOptions(section: AnySettings): readonly Offer[] {
  return Object.entries(jsonOf(section).properties ?? {}).flatMap(([field, json]) => {
    const value = filledOf(json as JsonField)
    const listed = value.enum ?? value.items?.enum
    if (listed === undefined || section.choices?.[field] !== undefined) return []
    return [{ field, label: labelOf(section, field), options: listed.map(toOption) }]
  })
}

interface JsonField {
  readonly type?: unknown
  readonly maxLength?: number
  readonly enum?: readonly unknown[]
  readonly items?: JsonField
  readonly anyOf?: readonly JsonField[]
  readonly additionalProperties?: JsonField | boolean
}
interface JsonObject {
  readonly properties?: Readonly<Record<string, unknown>>
  readonly required?: readonly string[]
}
/** A text that may be longer takes several lines. */
const longText = 200

function jsonOf({ schema }: AnySettings): JsonObject {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonObject
}

function toField(section: AnySettings, field: string, json: JsonField, isRequired: boolean): SettingsField {
  const choice = section.choices?.[field]
  const each = choice !== undefined && 'each' in choice && choice.each !== undefined
  const whole = each && typeof json.additionalProperties === 'object' ? json.additionalProperties : json
  const inner = filledOf(whole)
  const hint = section.hints?.[field]
  const nullable = inner !== whole
  return {
    field,
    label: labelOf(section, field),
    kind: kindOf(inner, choice !== undefined),
    optional: nullable || !isRequired,
    nullable,
    ...(each && { each }),
    ...(hint !== undefined && { hint }),
  }
}
// Without the `null` that says that it may be empty.
function filledOf(json: JsonField): JsonField {
  if (Array.isArray(json.type)) return json.type.includes('null') ? { ...json, type: json.type.find((type) => type !== 'null') } : json
  const others = json.anyOf?.filter(({ type }) => type !== 'null') ?? []
  return others.length === 1 && json.anyOf?.length === 2 ? (others[0] ?? json) : json
}
function kindOf({ type, items, maxLength, enum: listed }: JsonField, isChosen: boolean): SettingsField['kind'] {
  if (type === 'array') return isChosen || items?.enum !== undefined ? 'several' : 'other'
  if (isChosen || listed !== undefined) return 'choice'
  if (type === 'boolean') return 'switch'
  if (type === 'number' || type === 'integer') return type
  if (type !== 'string') return 'other'
  return maxLength !== undefined && maxLength > longText ? 'long-text' : 'text'
}
function labelOf({ labels }: AnySettings, field: string): string {
  return labels?.[field] ?? toLabel(field)
}
function toOption(value: unknown): OptionDefinition {
  return { value: String(value), label: toLabel(String(value)) }
}
