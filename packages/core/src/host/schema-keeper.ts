import { systemAsker } from '../access/asker.js'
import { getValue } from '../base/outcome.js'
import type { Writer } from '../records/write-records.js'
import type { ObjectTypeDefinition, SchemaDefinition } from '../schema/definition.js'
import { applicable, extendSchema, extensionSchema, mergeExtensions, type ObjectTypeExtension } from '../schema/extend-schema.js'
import type { Json } from '../schema/value.js'
import type { Actor, StoredRecord } from '../storage/adapter.js'

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
    return JSON.stringify([...this.#base.values()]) === JSON.stringify(types)
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

function extended(base: SchemaDefinition, extensions: readonly ObjectTypeExtension[]): SchemaDefinition {
  return extendSchema(base, applicable(base, extensions))
}
function byName(types: readonly ObjectTypeDefinition[]): SchemaDefinition {
  return new Map(types.map((type) => [type.name, type]))
}
/** The extension in a record; none if it cannot be read. */
export function toExtension({ values }: StoredRecord): readonly ObjectTypeExtension[] {
  const parsed = extensionSchema.safeParse(values['definition'])
  return parsed.success ? [parsed.data as ObjectTypeExtension] : []
}
