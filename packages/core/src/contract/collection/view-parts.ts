import { z } from 'zod'

/** What a person may see under a column: `filled` counts the known values, `none` leaves the collection's own total out. */
export const columnMeasures = ['sum', 'average', 'minimum', 'maximum', 'distinct', 'filled', 'none'] as const
/** Name of a property of the collection's records, as its columns have it. */
export const fieldName = z.string().min(1).max(200)
/** In which order a list is: by these properties, the first before the others. */
export const listOrder = z.array(z.strictObject({ property: fieldName, direction: z.enum(['ascending', 'descending']) })).max(5)
/** The columns of a view in order, each with its width in pixels and what is under it, where somebody chose that. */
export const viewColumns = z
  .array(
    z.strictObject({
      field: fieldName,
      width: z.int().min(64).max(800).exactOptional(),
      measure: z.enum(columnMeasures).exactOptional(),
    }),
  )
  .min(1, 'A view has at least one column.')
  .max(60, 'A view has at most 60 columns.')
/** How a view draws its records: as rows, or as a board where they have a pipeline (VIEW-1). */
export const viewLayout = z.enum(['table', 'board'])
/** Who sees a view: its owner alone, or everyone in the workspace. */
export const viewAudience = z.enum(['private', 'everyone'])
/** What a view is called, and what it is for. */
export const viewName = z.string().trim().min(1, 'A view needs a name.').max(100, 'The name of a view has at most 100 characters.')
export const viewDescription = z.string().trim().max(500, 'The description of a view has at most 500 characters.')

/** A column of a view. */
export type ViewColumn = z.output<typeof viewColumns>[number]
/** One key of the order of a list. */
export type ListOrder = z.output<typeof listOrder>
