import type { objectTypesContract, saveObjectTypeContract } from '@tenure/core/administration'
import type { z } from 'zod'

/** An object type as the core answers it. */
export type ShownType = z.output<typeof objectTypesContract.output>['types'][number]
/** What is saved of a type. */
export type TypeDraft = z.input<NonNullable<typeof saveObjectTypeContract.input>>
/** One property of a draft. */
export type DraftProperty = TypeDraft['properties'][number]
/** One association of a draft. */
export type DraftAssociation = TypeDraft['associations'][number]
/** One pipeline of a draft. */
export type DraftPipeline = TypeDraft['pipelines'][number]

/** What the parts of the panel need. */
export interface PartProps {
  readonly draft: TypeDraft
  readonly edits: boolean
  readonly types: readonly ShownType[]
  readonly change: (part: Partial<TypeDraft>) => void
}

/** What a type may be changed from. */
export function toDraft({ name, version, label, plural, properties, associations, pipelines }: ShownType): TypeDraft {
  return { name, ...(version !== undefined && { version }), label, plural, properties, associations, pipelines }
}
/** A new type with the property that names its records. */
export function newDraft(name: string): TypeDraft {
  return { label: '', plural: '', properties: [{ label: name, kind: 'string' }], associations: [], pipelines: [] }
}
/** The list with one item in another's place; `undefined` takes it out. */
export function withItem<T>(items: readonly T[], at: number, next: T | undefined): T[] {
  return items.flatMap((item, index) => (index === at ? (next === undefined ? [] : [next]) : [item]))
}
/** The list with one item a place further up. */
export function movedUp<T>(items: readonly T[], at: number): T[] {
  const [before, item] = [items[at - 1], items[at]]
  if (before === undefined || item === undefined) return [...items]
  return items.map((each, index) => (index === at - 1 ? item : index === at ? before : each))
}
/** Kinds that a property may have, with the words for them. */
export const kindLabels: Readonly<Record<string, string>> = {
  string: 'Text (one line)',
  text: 'Text (several lines)',
  number: 'Number',
  boolean: 'Yes or no',
  date: 'Date',
  datetime: 'Date and time',
  enumeration: 'One option',
  multi_enumeration: 'Several options',
  money: 'Money',
  user: 'User',
}
/** Whether a kind has options to choose from. */
export function hasOptions(kind: string): boolean {
  return kind === 'enumeration' || kind === 'multi_enumeration'
}
