import { z } from 'zod'
import { type Column, columnsSchema, describeAnswer, toColumns } from './field.js'
import { answerOf, type Reference } from './reference.js'
import { type From, sourced, toSourced } from './source.js'

/** Schema of details. */
export const detailSchema = z.strictObject({ kind: z.literal('detail'), ...sourced, fields: columnsSchema }).readonly()
/** The parts of one answer, by name. */
export type DetailBlock = z.output<typeof detailSchema>

/** The parts of the answer by name. */
export function detail<Output, Asked>(
  spec: From<Output, Asked> & { readonly fields: readonly Column<keyof NoInfer<Output> & string>[] },
): DetailBlock {
  return Object.freeze({ kind: 'detail', ...toSourced(spec), fields: toColumns(spec.fields, describeAnswer(spec.from.output)) })
}

/** What a detail expects of its provider. */
export function referencesOfDetail(block: DetailBlock): readonly Reference[] {
  return answerOf(block, { fields: block.fields.map(({ field }) => field) })
}
