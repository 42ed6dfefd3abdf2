import { z } from 'zod'
import type { Operand } from '../query/builders.js'
import type { Schema } from '../schema/row.js'
import type { RecordId } from '../schema/value.js'
import { controlsOf, type FormField, formFieldsSchema } from './form-field.js'

type Id = `${string}/${string}`
/** Where a block reads from: what it needs to know of a provider. The contract of a provider is one. */
export interface Source<Output, Asked> {
  readonly kind: 'provider'
  readonly id: Id
  readonly input?: Schema<unknown, Asked>
  readonly output: Schema<Output>
}
/** What a block needs to know of an action that a person may run. The contract of an action is one. */
export interface Target<Asked> {
  readonly kind: 'action'
  readonly id: Id
  readonly title: string
  readonly input?: Schema<unknown, Asked>
}
/** Any block at all, for blocks that hold others. */
export interface AnyBlock {
  readonly kind: string
}

/** A value that the page fills in, from where the block is drawn. */
export interface PageOperand<V> {
  readonly operand: 'current-record'
  readonly '~value'?: V
}
/** The record on whose page the block is drawn. */
export const currentRecord: PageOperand<RecordId> = Object.freeze({ operand: 'current-record' })
/** An input: constants, or operands that the page or the query fills in. */
export type Bound<Asked> = { readonly [K in keyof Asked]: Asked[K] | Operand<NonNullable<Asked[K]>> | PageOperand<NonNullable<Asked[K]>> }
/** A provider by value, and its input when it takes one. */
export type From<Output, Asked> = {
  readonly title?: string
  readonly from: Source<Output, Asked>
  /** Inputs that the person may change, above the block: texts, numbers, switches, days and choices. They begin as `input` says. */
  readonly controls?: readonly (keyof NoInfer<Asked> & string)[]
} & (Record<never, never> extends Asked
  ? { readonly input?: Bound<Asked> }
  : [Asked] extends [undefined]
    ? { readonly input?: never }
    : { readonly input: Bound<Asked> })

/** Schema of the id of a provider or an action. */
export const idSchema = z.templateLiteral([z.string(), '/', z.string()])
/** Schema of an input in which operands may still be open. */
export const inputSchema = z.record(z.string(), z.unknown()).readonly()
/** What every block that reads from a provider has. */
export const sourced = {
  title: z.string().exactOptional(),
  provider: idSchema,
  input: inputSchema.exactOptional(),
  controls: formFieldsSchema.exactOptional(),
}

interface SourcedSpec {
  readonly title?: string
  readonly from: { readonly id: Id; readonly input?: Schema }
  readonly input?: unknown
  readonly controls?: readonly string[]
}
/** A provider by value becomes one by id. Errors: `input.invalid` for a control of an input that nobody can be asked for. */
export function toSourced({ title, from, input, controls = [] }: SourcedSpec): {
  readonly title?: string
  readonly provider: Id
  readonly input?: z.output<typeof inputSchema>
  readonly controls?: readonly FormField[]
} {
  const filled = isRecord(input) ? input : undefined
  return {
    provider: from.id,
    ...(title !== undefined && { title }),
    ...(filled && { input: filled }),
    ...(controls.length > 0 && { controls: controlsOf(from, controls, filled) }),
  }
}

function isRecord(input: unknown): input is Readonly<Record<string, unknown>> {
  return typeof input === 'object' && input !== null
}
