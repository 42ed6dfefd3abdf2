import { z } from 'zod'
import { describeAnswer, type Format, formatSchema } from './field.js'
import { answerOf, type Reference } from './reference.js'
import { type From, sourced, toSourced } from './source.js'

/** Schema of metrics. */
export const metricSchema = z
  .strictObject({ kind: z.literal('metric'), ...sourced, value: z.string(), format: formatSchema.exactOptional() })
  .readonly()
/** One number, large. */
export type MetricBlock = z.output<typeof metricSchema>

/** One number of the answer, large. */
export function metric<Output, Asked>(
  spec: From<Output, Asked> & { readonly value: keyof NoInfer<Output> & string; readonly format?: Format },
): MetricBlock {
  const format = spec.format ?? describeAnswer(spec.from.output).get(spec.value)?.format
  return Object.freeze({ kind: 'metric', ...toSourced(spec), value: spec.value, ...(format && { format }) })
}

/** What a metric expects of its provider. */
export function referencesOfMetric(block: MetricBlock): readonly Reference[] {
  return answerOf(block, { value: [block.value] })
}
