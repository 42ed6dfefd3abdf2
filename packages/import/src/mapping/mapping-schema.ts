import { propertyKinds } from '@tenure/core'
import { z } from 'zod'

const name = z.string().min(1)
const spellings = z.record(z.string(), z.string())
const formats = z.union([name, z.array(name).min(1)])

/** A column that says since when a value holds. */
const since = z.strictObject({ column: name, format: formats, zone: name.optional() })
/** Where a value comes from: a column, or a text with a `{column}` for each cell to insert. Exactly one of them. */
const from = { column: name.optional(), text: z.string().optional(), overwrite: z.literal(true).optional(), since: since.optional() }
const keyColumns = z.array(name).min(1)
const style = { decimal: z.string().length(1).optional(), thousands: z.string().length(1).optional() }
const propertySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['string', 'text']), ...from, idOf: name.optional(), match: name.optional() }),
  z.strictObject({ kind: z.literal('number'), ...from, ...style }),
  z.strictObject({
    kind: z.literal('money'),
    ...from,
    ...style,
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'An ISO 4217 code such as EUR is expected.')
      .optional(),
    currencyColumn: name.optional(),
    currencyInCell: z.literal(true).optional(),
    powerOfTen: z.int().min(-12).max(12).optional(),
  }),
  z.strictObject({ kind: z.literal('boolean'), ...from }),
  z.strictObject({ kind: z.literal('date'), ...from, format: formats, time: z.literal('drop').optional() }),
  z.strictObject({ kind: z.literal('datetime'), ...from, format: formats, zone: name.optional() }),
  z.strictObject({ kind: z.literal('enumeration'), ...from }),
  z.strictObject({ kind: z.literal('multi_enumeration'), ...from, separator: z.string().min(1).optional(), idOf: name.optional() }),
  z.strictObject({ kind: z.literal('user'), ...from, by: z.enum(['name', 'externalId', 'account']).optional() }),
  z.strictObject({ kind: z.literal('json'), ...from }),
])
const cellSchema = z.strictObject({ aliases: spellings.optional(), missing: z.array(z.string()).optional(), trim: z.boolean().optional() })
const stageSchema = z.strictObject({
  pipeline: name,
  column: name.optional(),
  stage: name.optional(),
  stages: spellings.optional(),
  other: name.optional(),
  missing: name.optional(),
  overwrite: z.literal(true).optional(),
  since: since.optional(),
})
const linkSchema = z.strictObject({
  association: name,
  to: name,
  columns: keyColumns,
  label: name.optional(),
  required: z.boolean().optional(),
  match: name.optional(),
  overwrite: z.literal(true).optional(),
})
const reach = z.enum(['all', 'own', 'none'])
const objectRights = z.strictObject({ view: reach, edit: reach, delete: reach, unassigned: z.boolean().optional() })
const grantSchema = z.strictObject({
  seat: z.boolean().optional(),
  superAdmin: z.boolean().optional(),
  permissions: z.array(name).optional(),
  permissionSets: z.array(name).optional(),
  objects: z.record(name, objectRights).optional(),
})
const fileSchema = z.strictObject({
  file: name,
  objectType: name,
  externalId: z.union([keyColumns, z.literal('lineNumber')]),
  blankKey: z.literal('skip').optional(),
  only: z.enum(['create', 'update']).optional(),
  gaps: z.literal(true).optional(),
  match: name.optional(),
  distinct: z.boolean().optional(),
  encoding: name.optional(),
  delimiter: z.string().length(1).optional(),
  missing: z.array(z.string()).optional(),
  trim: z.boolean().optional(),
  cells: z.record(name, cellSchema).optional(),
  properties: z.record(name, propertySchema).optional(),
  stage: stageSchema.optional(),
  links: z.array(linkSchema).optional(),
  grant: grantSchema.optional(),
})

const optionSchema = z.union([name, z.strictObject({ value: name, label: name })])
const definedProperty = z.strictObject({
  kind: z.enum(propertyKinds),
  label: name.optional(),
  options: z.array(optionSchema).optional(),
  unique: z.literal(true).optional(),
  currency: name.optional(),
})
const stageDefinition = z.strictObject({ value: name, label: name, probability: z.number().min(0).max(1).optional(), open: z.boolean() })
const associationSchema = z.strictObject({
  name,
  label: name.optional(),
  to: name,
  single: z.literal(true).optional(),
  inverse: z.strictObject({ name, label: name.optional(), single: z.literal(true).optional() }).optional(),
})
const typeSchema = z.strictObject({
  label: name.optional(),
  plural: name.optional(),
  title: name.optional(),
  active: z.literal(true).optional(),
  activity: z.strictObject({ at: name }).optional(),
  properties: z.record(name, definedProperty).optional(),
  associations: z.array(associationSchema).optional(),
  pipelines: z.array(z.strictObject({ value: name, label: name, stages: z.array(stageDefinition).min(1) })).optional(),
})
/** Shape of a mapping file. */
export const mappingSchema = z.strictObject({
  source: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'Use small letters, digits and hyphens: the source is part of every record id.'),
  about: z.string().optional(),
  zone: name.optional(),
  missing: z.array(z.string()).optional(),
  objectTypes: z.record(name, typeSchema).optional(),
  files: z.array(fileSchema).min(1),
})

/** What each CSV file means: how its lines become records. */
export type Mapping = z.infer<typeof mappingSchema>
/** One file of a mapping. */
export type FileMapping = z.infer<typeof fileSchema>
/** How one property is read from a line. */
export type PropertyMapping = z.infer<typeof propertySchema>
/** An object type that the mapping adds, or adds to. */
export type TypeMapping = z.infer<typeof typeSchema>
