import { systemAsker } from '../access/asker.js'
import { getValue } from '../base/outcome.js'
import type { Writer } from '../records/write-records.js'
import type { ObjectTypeDefinition, SchemaDefinition } from '../schema/definition.js'
import {
  applicable,
  extendSchema,
  keptExtensionSchema,
  mergeExtensions,
  type ObjectTypeExtension,
  withoutArchived,
} from '../schema/extend-schema.js'
import type { Json } from '../schema/value.js'
import type { Actor, StoredRecord } from '../storage/adapter.js'
import { typeConflict } from '../workspace/objects/object-type-desk.js'
import { customPrefix } from '../workspace/objects/people-type.js'

/** The object types of the account: those of the core and of plugins as the base, with what the account and its imports added. */
export class SchemaKeeper {
  #base: SchemaDefinition
  #schema: SchemaDefinition
  readonly #extensions: Map<string, ObjectTypeExtension>

  /** Errors: `input.invalid` where an extension contradicts the base. */
  constructor(base: readonly ObjectTypeDefinition[], extensions: readonly ObjectTypeExtension[]) {
    this.#extensions = new Map(extensions.map((extension) => [extension.name, extension]))
    this.#base = byName(base)
    this.#schema = extended(this.#base, extensions)
  }

  get schema(): SchemaDefinition {
    return this.#schema
  }
  get extensions(): readonly ObjectTypeExtension[] {
    return [...this.#extensions.values()]
  }

  /** The schema on another base. Errors: `input.invalid` where an extension contradicts it. */
  onBase(base: readonly ObjectTypeDefinition[]): SchemaDefinition {
    return extended(byName(base), this.extensions)
  }
  /** The schema with more extensions, and these merged with what they add to. Errors: `input.invalid`. */
  with(added: readonly ObjectTypeExtension[]): { readonly schema: SchemaDefinition; readonly merged: readonly ObjectTypeExtension[] } {
    // A new extension must fit completely; of an older one, only the part counts whose type still exists.
    extendSchema(this.#schema, added, this.#base)
    const merged = added.map((extension) => mergeExtensions(this.#extensions.get(extension.name), extension))
    const all = new Map([...this.#extensions, ...merged.map((each) => [each.name, each] as const)])
    return { schema: extended(this.#base, [...all.values()]), merged }
  }

  /** Whether these types are the base already. */
  isBase(types: readonly ObjectTypeDefinition[]): boolean {
    return JSON.stringify([...this.#base.values()]) === JSON.stringify([...byName(types).values()])
  }
  /** Takes another base; the names of the types that are others now. */
  rebase(base: readonly ObjectTypeDefinition[]): ReadonlySet<string> {
    const next = this.onBase(base)
    this.#base = byName(base)
    return this.#take(next)
  }
  /** Takes more extensions; the names of the types that are others now. */
  extend(added: readonly ObjectTypeExtension[]): ReadonlySet<string> {
    const { schema, merged } = this.with(added)
    for (const extension of merged) this.#extensions.set(extension.name, extension)
    return this.#take(schema)
  }

  /** The schema with this definition in the place of the account's own for that type. Errors: `input.invalid`. */
  replacing(definition: ObjectTypeExtension): SchemaDefinition {
    return extended(this.#base, [...new Map(this.#extensions).set(definition.name, withoutArchived(definition)).values()])
  }
  /** Puts it there; the names of the types that are others now. */
  put(definition: ObjectTypeExtension): ReadonlySet<string> {
    const next = this.replacing(definition)
    this.#extensions.set(definition.name, withoutArchived(definition))
    return this.#take(next)
  }

  #take(next: SchemaDefinition): ReadonlySet<string> {
    const before = this.#schema
    this.#schema = next
    const names = new Set([...before.keys(), ...next.keys()])
    return new Set([...names].filter((name) => JSON.stringify(before.get(name)) !== JSON.stringify(next.get(name))))
  }
}

/** Stores extensions, so that the next start has them. Errors: those of the store. */
export async function storeExtensions(
  writer: Pick<Writer, 'draft'>,
  extensions: readonly ObjectTypeExtension[],
  actor: Actor = { source: 'system' },
): Promise<void> {
  const by = { asker: systemAsker, actor }
  const outcome = await writer.draft(by, async (draft) => {
    await draft.load(extensions.map(({ name }) => ({ type: 'objectType', id: name })))
    for (const extension of extensions) {
      const values = { name: extension.name, definition: JSON.parse(JSON.stringify(extension)) as Json }
      const known = draft.find({ type: 'objectType', id: extension.name })
      if (known === undefined) draft.create({ type: 'objectType', id: extension.name }, values)
      else if (JSON.stringify(known.values['definition']) !== JSON.stringify(values.definition))
        known.values = { ...known.values, ...values }
    }
  })
  getValue(outcome)
}

/** Stores a definition as it is, with what is archived of it, against its version. Errors: `record.conflict`, those of the store. */
export async function storeDefinition(
  writer: Pick<Writer, 'draft'>,
  definition: ObjectTypeExtension,
  { actor, version }: { readonly actor: Actor; readonly version: string },
): Promise<string> {
  const ref = { type: 'objectType', id: definition.name }
  const outcome = await writer.draft({ asker: systemAsker, actor }, async (draft) => {
    await draft.load([ref])
    const known = draft.find(ref)
    const current = known?.before?.version ?? '0'
    if (current !== version) throw typeConflict(definition.name, known?.values['definition'], current)
    const values = { name: definition.name, definition: JSON.parse(JSON.stringify(definition)) as Json }
    if (known === undefined) draft.create(ref, values)
    else known.values = { ...known.values, ...values }
  })
  return getValue(outcome).records[0]?.version ?? version
}

function extended(base: SchemaDefinition, extensions: readonly ObjectTypeExtension[]): SchemaDefinition {
  return extendSchema(base, applicable(base, extensions))
}
// A type that people made is what its extension says, and nothing of an earlier one.
function byName(types: readonly ObjectTypeDefinition[]): SchemaDefinition {
  return new Map(types.filter(({ name }) => !name.startsWith(customPrefix)).map((type) => [type.name, type]))
}
/** The extension in a record; none if it cannot be read. */
export function toExtension({ values }: Pick<StoredRecord, 'values'>): readonly ObjectTypeExtension[] {
  const parsed = keptExtensionSchema.safeParse(values['definition'])
  return parsed.success ? [withoutArchived(parsed.data as ObjectTypeExtension)] : []
}
