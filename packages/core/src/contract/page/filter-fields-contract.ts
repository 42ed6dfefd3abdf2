import { z } from 'zod'
import { filterOperators } from '../../query/operator/filter-operators.js'
import { defineProviderContract } from '../provider.js'

const option = z.strictObject({ value: z.string(), label: z.string() })

/** What a filter can ask of records of one type or role: the properties that the user may see, the associations, and the operators. */
export const filterFieldsContract = defineProviderContract({
  id: 'tenure.record/filter-fields',
  title: 'What a filter can ask',
  description:
    'Properties and associations of an object type or role that you may filter by, and which operators each kind of property has.',
  permission: 'workspace.access',
  input: z.strictObject({ type: z.string().min(1).max(200) }),
  output: z.strictObject({
    /** The object type itself, where the question named a role. */
    objectType: z.string(),
    label: z.string(),
    plural: z.string(),
    properties: z.array(
      z.strictObject({
        /** Under the name that was asked for: `customer.csm`. */
        path: z.string(),
        /** The same property under the object type's own name, where that is another: a filter may have either. */
        alias: z.string().exactOptional(),
        label: z.string(),
        kind: z.string(),
        group: z.string().exactOptional(),
        options: z.array(option).exactOptional(),
        /** Money without a stated currency is read as this one. */
        currency: z.string().exactOptional(),
      }),
    ),
    links: z.array(
      z.strictObject({
        path: z.string(),
        alias: z.string().exactOptional(),
        label: z.string(),
        to: z.string(),
        one: z.string(),
        plural: z.string(),
      }),
    ),
    operators: z.array(
      z.strictObject({
        operator: z.literal(filterOperators.map(({ operator }) => operator)),
        test: z.string(),
        shape: z.literal([...new Set(filterOperators.map(({ shape }) => shape))]),
        kinds: z.array(z.string()),
        fixed: z.record(z.string(), z.json()).exactOptional(),
        decidesMissing: z.literal(true).exactOptional(),
      }),
    ),
  }),
})
