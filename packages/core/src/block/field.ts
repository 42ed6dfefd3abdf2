import { z } from 'zod'

const formats = ['text', 'number', 'money', 'percent', 'date', 'relative-date', 'user', 'health', 'duration'] as const
/** How a value is written. Where a block does not say, the property decides. */
export type Format = (typeof formats)[number]
/** Schema of formats. */
export const formatSchema = z.enum(formats)

const columnSchema = z
  .strictObject({ field: z.string(), label: z.string().exactOptional(), format: formatSchema.exactOptional() })
  .readonly()
/** One column of a table, or one field of a card or a detail. */
export type ColumnData = z.output<typeof columnSchema>
/** Schema of columns and fields. */
export const columnsSchema = z.array(columnSchema).readonly()

/** A field of the row, by its name; with a label and a format where the property's own do not fit. */
export type Column<Field extends string> = Field | { readonly field: Field; readonly label?: string; readonly format?: Format }

/** A column as data. */
export function toColumn(column: Column<string>): ColumnData {
  return typeof column === 'string' ? { field: column } : column
}
