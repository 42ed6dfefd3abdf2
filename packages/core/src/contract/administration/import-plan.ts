import { z } from 'zod'

const name = z.string().min(1).max(200)
const column = z.string().max(1000)
const cells = z.array(z.string().max(2000)).max(1000)

/** What a column of a file becomes. */
const target = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('nothing') }),
  z.strictObject({ to: z.literal('property'), name }),
  /** A property that the import adds. */
  z.strictObject({
    to: z.literal('new'),
    name,
    label: name,
    kind: z.enum(['string', 'number', 'money', 'date', 'boolean', 'enumeration']),
  }),
  /** A link to the record that the cell names: by its key in another file of the import, or by one of its properties here. */
  z.strictObject({ to: z.literal('link'), association: name, type: name, match: name.exactOptional() }),
  /** The stage; a pipeline is added whose stages are the values, where none has them. */
  z.strictObject({ to: z.literal('stage') }),
])

const planColumn = z.strictObject({
  column,
  becomes: target,
  /** How dates and times are written. */
  format: z.array(name).max(5).exactOptional(),
  decimal: z.string().length(1).exactOptional(),
  thousands: z.string().length(1).exactOptional(),
  /** The currency of amounts that name none. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .exactOptional(),
  /** Values that count as no value. */
  empty: cells.exactOptional(),
  /** Options that the import adds to the property. */
  options: cells.exactOptional(),
})

/** What each column of some uploaded files becomes: a mapping as a person makes it on the page. */
export const importPlan = z.strictObject({
  files: z
    .array(
      z.strictObject({
        /** The id of the upload, and the name that the file has in the mapping. */
        upload: name,
        file: name,
        objectType: name,
        encoding: name,
        delimiter: z.string().length(1),
        /** Columns that say which record a line is; none: every line is a record of its own. */
        key: z.array(column).max(5),
        /** The property in which a record here may have the key already. */
        match: name.exactOptional(),
        /** What becomes of a record that is here already. */
        existing: z.enum(['update', 'gaps', 'leave']),
        columns: z.array(planColumn).max(500),
      }),
    )
    .min(1)
    .max(20),
  /** What becomes of an import with a line that is wrong: the line stays out, or nothing is imported. */
  wrong: z.enum(['leave', 'stop']),
})

/** What each column of some files becomes. */
export type ImportPlan = z.output<typeof importPlan>
/** One file of a plan. */
export type PlanFile = ImportPlan['files'][number]
/** One column of a file. */
export type PlanColumn = PlanFile['columns'][number]
/** What a column becomes. */
export type PlanTarget = PlanColumn['becomes']
