import { z } from 'zod'
import { TenureError } from '../errors/tenure-error.js'
import { valueSchemas } from '../schema/row.js'
import type { FilterData, QueryData } from './filter-data.js'
import { type TestShape, testsOfShape } from './operator/property-tests.js'

/** What a filter from outside may hold at most. */
export const filterLimits = { depth: 12, tests: 200, values: 1000 } as const

const property = z.string().min(1, 'A property is written as objectType.name.')
const missing = z.boolean().optional()
const operand = z.strictObject({ operand: z.enum(['me', 'today']) })
const value = z.union(
  [z.string(), z.number(), z.boolean(), operand, valueSchemas.money, z.array(z.string())],
  'A value is text, a number, true or false, an amount of money { amount, currency }, a list of texts, or { "operand": "me" | "today" }; use is-unknown for a missing one.',
)
const values = z.array(value)
const texts = z.array(z.string())
const text = z.string()
const count = z.int('A whole number is expected.').nonnegative()
const span = z.union(
  [z.strictObject({ days: count }), z.strictObject({ ms: count })],
  'A span is { "days": n } or { "ms": n }, with a whole number from 0 up.',
)
const nested: z.ZodType = z.lazy(() => anyFilter)
const link = { link: property, label: z.string().optional(), filter: nested.optional() }

const shift = z.literal([-1, 0, 1], 'The shift is -1 for the last, 0 for this, 1 for the next.')
/** What the tests of each shape are given besides `property` and `missing`. */
const shapes: Readonly<Record<TestShape, z.ZodRawShape>> = {
  nothing: {},
  value: { value },
  values: { values },
  choices: { values: texts },
  text: { text },
  range: { from: value, to: value },
  span: { span },
  period: { period: z.enum(['day', 'week', 'month', 'quarter', 'year']), shift },
  property: { other: property },
  change: { span, to: value.optional() },
}
const propertyTestSchemas = (Object.keys(shapes) as TestShape[]).flatMap((shape) =>
  [true, false].flatMap((decidesMissing) => {
    const tests = testsOfShape(shape, decidesMissing)
    const more = decidesMissing ? {} : { missing }
    return tests.length === 0 ? [] : [z.strictObject({ test: z.literal(tests), property, ...more, ...shapes[shape] })]
  }),
)

const anyFilter = z.discriminatedUnion(
  'test',
  [
    z.strictObject({ test: z.literal(['all', 'any']), filters: z.array(nested) }),
    z.strictObject({ test: z.literal('not'), filter: nested }),
    z.strictObject({ test: z.literal('id-of'), type: z.string().min(1), ids: texts }),
    ...propertyTestSchemas,
    z.strictObject({ test: z.literal(['some', 'none']), ...link }),
    z.strictObject({ test: z.literal('count'), ...link, is: z.enum(['is', 'less', 'at-most', 'more', 'at-least']), than: count }),
  ],
  { error: (issue) => (issue.code === 'invalid_union' ? 'There is no such test.' : 'A filter is an object with a test.') },
)

/** Schema of a filter as plain data. Unknown keys are refused; sizes are limited by `parseFilter`, and here too. */
export const filterSchema: z.ZodType<FilterData, FilterData> = limited(anyFilter) as unknown as z.ZodType<FilterData, FilterData>
/** Schema of a query as plain data. */
export const querySchema: z.ZodType<QueryData, QueryData> = z.strictObject({
  type: z.string().min(1),
  select: z.array(z.string().min(1)).max(500),
  where: filterSchema.optional(),
  orderBy: z
    .array(z.strictObject({ by: property, direction: z.enum(['ascending', 'descending']) }))
    .max(16)
    .optional(),
  limit: count.optional(),
  offset: count.optional(),
  after: z.string().optional(),
}) as unknown as z.ZodType<QueryData, QueryData>

/** A filter that came from outside, checked: shape, names of tests, values, size. Errors: `input.invalid` with places, `input.too-large`. */
export function parseFilter(input: unknown): FilterData {
  const excess = findExcess(input)
  if (excess !== undefined) throw new TenureError('input.too-large', toMessage(excess), excess)
  const parsed = anyFilter.safeParse(input)
  if (parsed.success) return parsed.data as FilterData
  const issues = parsed.error.issues.map(({ path, message }) => ({
    path: path.map((key) => (typeof key === 'symbol' ? String(key) : key)),
    message,
  }))
  const [first] = issues
  throw new TenureError('input.invalid', `The filter is not valid at ${first?.path.join('.') || 'its top'}: ${first?.message}`, { issues })
}

interface Excess {
  readonly limit: string
  readonly max: number
}
function toMessage({ limit, max }: Excess): string {
  return `A filter has at most ${max} ${limit}.`
}
// Sizes come before the schema, so that what is too deep is never walked by it.
function limited(schema: z.ZodType): z.ZodType {
  const size = z.any().superRefine((input, context) => {
    const excess = findExcess(input)
    if (excess !== undefined) context.addIssue({ code: 'custom', message: toMessage(excess), continue: false })
  })
  return size.pipe(schema)
}
function findExcess(input: unknown): Excess | undefined {
  const waiting: { readonly part: unknown; readonly depth: number }[] = [{ part: input, depth: 1 }]
  let tests = 0
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { part, depth } = next
    if (typeof part !== 'object' || part === null) continue
    if (depth > filterLimits.depth) return { limit: 'levels', max: filterLimits.depth }
    if (++tests > filterLimits.tests) return { limit: 'tests', max: filterLimits.tests }
    if (countValues(part) > filterLimits.values) return { limit: 'values in one test', max: filterLimits.values }
    for (const inner of toParts(part)) waiting.push({ part: inner, depth: depth + 1 })
  }
  return undefined
}
function toParts({ filters, filter }: { readonly filters?: unknown; readonly filter?: unknown }): readonly unknown[] {
  return [...(Array.isArray(filters) ? filters.slice(0, filterLimits.tests + 1) : []), ...(filter === undefined ? [] : [filter])]
}
function countValues({ values, ids }: { readonly values?: unknown; readonly ids?: unknown }): number {
  return Math.max(Array.isArray(values) ? values.length : 0, Array.isArray(ids) ? ids.length : 0)
}
