import { columnsOutput, defineProviderContract, listInput, type RecordId, viewListOutput } from '@tenure/core/contract'
import { z } from 'zod'

/** One customer of a list: what every list shows, and the chosen columns under their names. A missing value is `null`. */
export interface CustomerRow {
  readonly id: RecordId
  readonly name: string | null
  readonly healthStatus: string | null
  readonly renewalDate: string | number | null
  readonly [column: string]: unknown
}

const text = z.string().nullable()
const customerRow: z.ZodType<CustomerRow> = z.looseObject({
  id: z.string(),
  name: text,
  healthStatus: text,
  renewalDate: z.union([z.string(), z.number()]).nullable(),
})

/**
 * The customers of a view, as its Customers tab shows them (CUS-1, CUS-2). Without `view` it is the first of the built-in ones.
 * Shape: a window of rows from `offset`; `total` is the number of all, `objectType` plays the role *customer* now.
 */
export const customerList = defineProviderContract({
  id: 'tenure.customers/list',
  permission: 'workspace.access',
  input: listInput,
  output: z.strictObject({ objectType: z.string(), rows: z.array(customerRow), total: z.int(), offset: z.int() }),
})

/** The views of the tab, each with how many customers it has now; `null` where a view needs configuration first. */
export const customerViews = defineProviderContract({
  id: 'tenure.customers/views',
  permission: 'workspace.access',
  output: viewListOutput,
})

/** The columns that the user may choose from. */
export const customerColumns = defineProviderContract({
  id: 'tenure.customers/columns',
  permission: 'workspace.access',
  output: columnsOutput,
})
