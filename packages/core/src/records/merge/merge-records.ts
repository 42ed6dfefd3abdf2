import { aliasId, aliasType } from '../../access/alias-book.js'
import type { AssociationDefinition, ObjectTypeDefinition } from '../../schema/definition.js'
import type { RecordRef, Value, Values } from '../../schema/value.js'
import type { Draft, DraftRecord } from '../draft.js'

/** Two records of one type that become one. `survivor` stays, `other` is archived and its id leads to the survivor. */
export interface Merge {
  readonly draft: Draft
  readonly typeOf: (name: string) => ObjectTypeDefinition
  readonly type: ObjectTypeDefinition
  readonly survivor: DraftRecord
  readonly other: DraftRecord
  /** Whether the user may write a property of the survivor. */
  readonly isWritable: (property: string) => boolean
}

/** Merges in a draft (REC-4): the survivor's values win, what it lacks comes from the other, and all links come along. */
export async function mergeRecords(merge: Merge): Promise<void> {
  const { draft, survivor, other } = merge
  fillValues(merge)
  for (const association of merge.type.associations) await moveLinks(merge, association)
  other.archived = true
  other.archive = 'archive'
  const { type, id } = other.ref
  draft.create({ type: aliasType, id: aliasId(other.ref) }, { name: aliasId(other.ref), type, from: id, to: survivor.ref.id })
}

/** The properties that the survivor lacks and takes from the other. A pipeline and its stage come together. */
export function filledFrom(
  type: ObjectTypeDefinition,
  survivor: Values,
  other: Values,
  isWritable: Merge['isWritable'],
): readonly string[] {
  const isMissing = (name: string): boolean => (survivor[name] ?? null) === null && (other[name] ?? null) !== null
  const isStaged = (survivor['pipeline'] ?? null) !== null
  return type.properties
    .filter(({ name, computed }) => !computed && isMissing(name) && isWritable(name) && !(isStaged && name === 'stage'))
    .map(({ name }) => name)
}

// A unique value cannot be of two records, so the other gives it up.
function fillValues({ type, survivor, other, isWritable }: Merge): void {
  const filled = filledFrom(type, survivor.values, other.values, isWritable)
  const taken = Object.fromEntries(filled.map((name): [string, Value] => [name, other.values[name] ?? null]))
  const unique = type.properties.filter((property) => property.unique && filled.includes(property.name))
  if (filled.length > 0) survivor.values = { ...survivor.values, ...taken }
  if (unique.length > 0) other.values = { ...other.values, ...Object.fromEntries(unique.map(({ name }) => [name, null])) }
}

// An end with at most one link keeps the survivor's own. A link between the two is gone.
async function moveLinks({ draft, typeOf, survivor, other }: Merge, association: AssociationDefinition): Promise<void> {
  const inverse = typeOf(association.to).associations.find((end) => end.edge === association.edge && end.forward !== association.forward)
  for (const { id, label } of await draft.ends(other.ref, association)) {
    const to: RecordRef = { type: association.to, id }
    draft.unlink(association, other.ref, to, label)
    const isBetween = to.type === survivor.ref.type && to.id === survivor.ref.id
    const isTaken = association.single && (await draft.linked(survivor.ref, association)).length > 0
    if (!isBetween && !isTaken) await draft.link(association, survivor.ref, to, label, inverse)
  }
}
