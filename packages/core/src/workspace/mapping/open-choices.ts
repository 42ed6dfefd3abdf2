import type { AnySettings } from '../../contract/settings.js'
import type { Issue } from '../../errors/tenure-error.js'
import type { SchemaDefinition } from '../../schema/definition.js'
import { toLabel } from '../../schema/property.js'
import { checkSettings, type SettingsView } from '../check-settings.js'
import type { MappedValues, OpenChoice } from './kept-choices.js'

/** What is wrong with the settings that hold: what has to be chosen for the types that play the roles now, and what no longer fits (MAP-4). */
export function problemsOf(section: AnySettings, { value, open }: MappedValues, view: SettingsView): readonly Issue[] {
  const missing = open.filter(({ isRequired }) => isRequired).map((one) => toIssue(section, one, view.types))
  const others = checkSettings(section, value, { ...view, saved: value }).filter(
    ({ path }) => !open.some(({ field, type }) => path[0] === field && (path[1] ?? type) === type),
  )
  return [...missing, ...others]
}

function toIssue(section: AnySettings, { field, type }: OpenChoice, types: SchemaDefinition): Issue {
  const path = hasEach(section, field) ? [field, type] : [field]
  const of = types.get(type)?.label ?? type
  return { path, message: `Choose the ${section.labels?.[field] ?? toLabel(field)} of ${of}.` }
}
function hasEach({ choices = {} }: AnySettings, field: string): boolean {
  const choice = choices[field]
  return choice !== undefined && 'each' in choice && choice.each === true
}
