import type { TypePolicy } from './type-policy.js'
import type { PropertyKind } from './value.js'

/** One option of an enumeration; its place in the list is its order (FLT-13). */
export interface OptionDefinition {
  readonly value: string
  readonly label: string
}
/**
 * What the values of a property mean beyond their kind. `repeat`: text that is a recurrence rule of RFC 5545, such as `FREQ=WEEKLY;BYDAY=MO`; any
 * other is refused. `reminder`: an instant that people choose by how long before the due time it lies.
 */
export type PropertyFormat = 'repeat' | 'reminder'
/** A property of an object type, as data. */
export interface PropertyDefinition {
  readonly name: string
  readonly kind: PropertyKind
  readonly label: string
  /** The heading under which the page of a record has it. */
  readonly group?: string | undefined
  /** Its place among what a person is asked for when a record is created; absent, nobody is asked for it. */
  readonly main?: number | undefined
  /** Of enumerations; empty or absent means that any text is valid. */
  readonly options?: readonly OptionDefinition[]
  /** Written only by the core (create date, last activity date …). */
  readonly computed?: true
  /** At most one record of the type holds a value. */
  readonly unique?: true
  /** Money without a stated currency is read as this one. */
  readonly currency?: string
  /** Pages show and edit it by this rather than by its kind. */
  readonly format?: PropertyFormat
}
/** One end of a link. Both ends share `edge`; a record reads its links by the name of its own end. */
export interface AssociationDefinition {
  readonly name: string
  readonly label: string
  readonly to: string
  /** Identity of the link for both of its ends, and for stores. */
  readonly edge: string
  /** Whether this end is the first end of the stored link. */
  readonly forward: boolean
  /** This end has at most one other: linking to a second replaces the first. */
  readonly single?: true
}
/** One step of a pipeline; `probability` 0-1 of deals, `open` of tickets and services. */
export interface StageDefinition {
  readonly value: string
  readonly label: string
  readonly probability?: number
  readonly open: boolean
  /** Properties that have to be known of a record that moves here; a person is asked for them first. */
  readonly requires?: readonly string[]
  /** Properties that a person is asked for as well, and may leave out. */
  readonly asks?: readonly string[]
  /** Who may move records here, by their ids; everybody who may edit them, where it is left out. */
  readonly only?: { readonly users: readonly string[]; readonly teams: readonly string[] }
}
/** Which ways records take through a pipeline. Super admins may leave them. */
export interface PipelineRules {
  /** The stages in which a record may begin; in any, where it is left out. */
  readonly startsIn?: readonly string[]
  /** Forward only to the next stage. A record can be lost from every stage. */
  readonly noSkipping?: true
  readonly noGoingBack?: true
}
/** Ordered stages. A record of the type is in one stage of one pipeline. */
export interface PipelineDefinition {
  readonly value: string
  readonly label: string
  readonly stages: readonly StageDefinition[]
  readonly rules?: PipelineRules
}
/** The properties of work to do, by their names, and the values of its state. */
export interface WorkDefinition {
  readonly state: string
  readonly open: string
  readonly done: string
  readonly doneAt: string
  readonly due: string
  readonly reminder: string
}
/** Between which numbers a property lies; with `where`, of records in which another property has that value. */
export interface ScaleDefinition {
  readonly property: string
  readonly from: number
  readonly to: number
  readonly where?: { readonly property: string; readonly value: string } | undefined
}
/** An object type, as data. */
export interface ObjectTypeDefinition {
  readonly name: string
  readonly label: string
  readonly plural: string
  /** Property that names a record to a person. */
  readonly title: string
  readonly properties: readonly PropertyDefinition[]
  readonly associations: readonly AssociationDefinition[]
  /** Its records have `pipeline` and `stage`. */
  readonly pipelines?: readonly PipelineDefinition[]
  /** What happened: `at` is the property with the time; it counts for the last activity date of linked records. */
  readonly activity?: { readonly at: string }
  /**
   * Work to do: `state` is `done` once it is done and `open` before. The core keeps `doneAt`, the time at which it was done, in step. Where the
   * `due` time moves, the `reminder` moves with it.
   */
  readonly work?: WorkDefinition
  /** It takes place: its properties say when, by the names that meetings have, perhaps again and again. */
  readonly takesPlace?: true
  /** `user` properties that decide what *own* means (ACC-7). */
  readonly ownership: readonly string[]
  /** Who sees and writes records of the workspace itself (users, teams, settings): such a system type has no object permissions. */
  readonly policy?: TypePolicy
  /** It is offered for no role of objects. */
  readonly playsRoles?: false
  /** Numbers that lie on a scale; others are refused, by the page and by imports. */
  readonly scales?: readonly ScaleDefinition[]
  /** It comes with the core; all others are custom. */
  readonly builtIn?: true
  /** Activated in the account; others are offered, not used (MAP-7). */
  readonly active: boolean
}
/** All object types of an account, by name. */
export type SchemaDefinition = ReadonlyMap<string, ObjectTypeDefinition>

// Every write asks, for each of its values.
const byName = new WeakMap<ObjectTypeDefinition, ReadonlyMap<string, PropertyDefinition>>()
/** A property of a type by its name. */
export function propertyOf(type: ObjectTypeDefinition, name: string): PropertyDefinition | undefined {
  const known = byName.get(type)
  if (known !== undefined) return known.get(name)
  const made = new Map(type.properties.map((property) => [property.name, property]))
  byName.set(type, made)
  return made.get(name)
}
