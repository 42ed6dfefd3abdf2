import type { AnySettings, Choice } from '../../contract/settings.js'
import { validate } from '../../errors/validate.js'
import type { Json } from '../../schema/value.js'
import { type RoleSettings, typesOf } from '../role-section.js'

/** A choice that depends on what plays a role: a property, or pipelines, of an object type. */
export type TypeChoice = Extract<Choice, { readonly from: 'properties' } | { readonly from: 'pipelines' }>
/** What was chosen for each object type, by field: a type that plays its role again finds its own (MAP-4). */
export type KeptChoices = Readonly<Record<string, Readonly<Record<string, Json>>>>
/** A field for which nothing was chosen for the type that plays the role now. `isRequired`: the section cannot do without. */
export interface OpenChoice {
  readonly field: string
  readonly type: string
  readonly isRequired: boolean
}
/** A section's values under a mapping. */
export interface MappedValues {
  readonly value: unknown
  readonly open: readonly OpenChoice[]
}

/** The fields of a section whose choices depend on what plays a role. */
export function typeChoices({
  choices = {},
}: Pick<AnySettings, 'choices'>): readonly { readonly field: string; readonly choice: TypeChoice }[] {
  return Object.entries(choices).flatMap(([field, choice]) => (isTypeChoice(choice) ? [{ field, choice }] : []))
}

/** What is kept after these values were saved under this mapping: their choices, and those for types that play no role now. */
export function keepChoices(section: AnySettings, value: unknown, mapping: RoleSettings, before: KeptChoices = {}): KeptChoices {
  const kept = typeChoices(section).map(({ field, choice }) => {
    const types = typesOf(mapping, choice.role).slice(0, choice.each ? undefined : 1)
    const others = Object.entries(before[field] ?? {}).filter(([type]) => !types.includes(type))
    const chosen = types.flatMap((type) => {
      const one = choice.each ? valueAt(valueAt(value, field), type) : valueAt(value, field)
      return one === undefined ? [] : [[type, one as Json] as const]
    })
    return [field, Object.fromEntries([...others, ...chosen])] as const
  })
  return { ...before, ...Object.fromEntries(kept) }
}

/** The values with what was chosen for the types that play the roles now; a field without such a choice is open, and empty where it may be. */
export function underMapping(section: AnySettings, value: unknown, kept: KeptChoices, mapping: RoleSettings): MappedValues {
  let mapped = value
  const open: OpenChoice[] = []
  for (const { field, choice } of typeChoices(section)) {
    for (const type of typesOf(mapping, choice.role).slice(0, choice.each ? undefined : 1)) {
      const place = { field, type, each: choice.each === true }
      const own = kept[field]
      const known = own !== undefined && Object.hasOwn(own, type) && isValid(section, put(mapped, place, own[type]))
      const empty = emptyFor(section, mapped, place)
      if (known || empty !== undefined) mapped = put(mapped, place, known ? own[type] : empty)
      if (!known) open.push({ field, type, isRequired: empty === undefined })
    }
  }
  return { value: mapped, open }
}

/** Where a choice is within the values of its section; `each`: the field holds one for every type. */
export interface ChoicePlace {
  readonly field: string
  readonly type: string
  readonly each: boolean
}
/** Whether the section cannot do without the choice. */
export function isRequired(section: AnySettings, value: unknown, place: ChoicePlace): boolean {
  return emptyFor(section, value, place) === undefined
}

// `null` or an empty list, whichever the section takes; otherwise `undefined`.
function emptyFor(section: AnySettings, value: unknown, place: ChoicePlace): null | readonly never[] | undefined {
  return ([null, []] as const).find((empty) => isValid(section, put(value, place, empty)))
}
function put(value: unknown, { field, type, each }: ChoicePlace, one: unknown): unknown {
  return { ...(value as object), [field]: each ? { ...(valueAt(value, field) as object | undefined), [type]: one } : one }
}
function isTypeChoice(choice: Choice | undefined): choice is TypeChoice {
  return choice?.from === 'properties' || choice?.from === 'pipelines'
}
function isValid({ schema }: AnySettings, value: unknown): boolean {
  return validate(schema, value).ok
}
function valueAt(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined
}
