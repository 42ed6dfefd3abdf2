import type { SettingsField, settingsContract } from '@tenure/core/page'
import type { Text } from '@tenure/web/parts'
import type { z } from 'zod'

/** A section of the settings, as the core answers it. */
export type Section = z.output<typeof settingsContract.output>
/** The values of a section, by field. */
export type SectionValues = Readonly<Record<string, unknown>>
type Choice = Section['choices'][number]

/** What may be chosen for a field; for one type, where the field has a value for each. */
export function choiceOf({ choices }: Section, field: string, type?: string): Choice | undefined {
  return choices.find((choice) => choice.field === field && choice.type === type)
}
/** The types of which a field has a value each. */
export function typesOf({ choices }: Section, field: string): readonly Choice[] {
  return choices.filter((choice) => choice.field === field && choice.type !== undefined)
}

/** A value as people read it. */
export function wordsOf(section: Section, field: SettingsField, value: unknown, text: Text): string {
  if (!field.each) return oneWord(field, value, choiceOf(section, field.field), text)
  const parts = typesOf(section, field.field).map((choice) => {
    const own = Reflect.get(Object(value), choice.type ?? '')
    return `${choice.typeLabel ?? choice.type}: ${oneWord(field, own, choice, text)}`
  })
  return parts.join(' · ') || text('Nothing')
}
function oneWord(field: SettingsField, value: unknown, choice: Choice | undefined, text: Text): string {
  if (value === null || value === undefined || value === '') return text('Nothing')
  if (field.kind === 'switch') return value === true ? text('On') : text('Off')
  const label = (one: unknown) => choice?.options.find((option) => option.value === one)?.label ?? String(one)
  if (Array.isArray(value)) return value.map(label).join(', ') || text('Nothing')
  return label(value)
}

/** Whether a field that has to be filled in is not. */
export function isMissing({ optional, kind }: SettingsField, value: unknown): boolean {
  return !optional && kind !== 'switch' && kind !== 'several' && (value === null || value === undefined || value === '')
}
