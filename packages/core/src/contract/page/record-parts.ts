import { z } from 'zod'
import { type Block, blockSchema } from '../../block/block.js'
import { type IconName, iconNames } from '../../block/icon-name.js'
import { definePoint, type Point } from '../point.js'
import { defineProviderContract } from '../provider.js'

const types = z.array(z.string().min(1)).optional()
const title = z.string().min(1).max(100)
const fill = z.record(z.string(), z.enum(['id', 'type', 'version']))
const action = z.templateLiteral([z.string(), '/', z.string()])

/** A section that a plugin adds to the preview of records; without `types` to those of every object type. */
export interface RecordSection {
  readonly types?: readonly string[] | undefined
  readonly title: string
  /** Its inputs may be bound to the record by `currentRecord`. */
  readonly block: Block
}
/** An action that a plugin adds to the preview. `fill`: which input comes from the record; the person is asked for the others. */
export interface RecordAction {
  readonly types?: readonly string[] | undefined
  readonly title: string
  readonly icon?: IconName | undefined
  readonly action: string
  readonly fill: Readonly<Record<string, 'id' | 'type' | 'version'>>
}

/** Where plugins add sections to the preview of a record (REC-5). */
export const RecordSections: Point<RecordSection, RecordSection> = definePoint({
  key: 'tenure.record/sections@1',
  item: z.strictObject({ types, title, block: blockSchema }) as unknown as z.ZodType<RecordSection, RecordSection>,
})
/** Where plugins add actions to the preview of a record (REC-5). */
export const RecordActions: Point<RecordAction, RecordAction> = definePoint({
  key: 'tenure.record/actions@1',
  item: z.strictObject({ types, title, icon: z.enum(iconNames).optional(), action, fill }) as unknown as z.ZodType<
    RecordAction,
    RecordAction
  >,
})

/** What plugins add to the preview of records of one type, in order; again when a plugin comes or goes. */
export const recordPartsContract = defineProviderContract({
  id: 'tenure.record/parts',
  title: 'Parts of a preview',
  description: 'Sections and actions that plugins add to the preview of records of one object type.',
  permission: 'workspace.access',
  input: z.strictObject({ type: z.string().min(1).max(200) }),
  output: z.strictObject({
    sections: z.array(z.strictObject({ title, block: blockSchema })),
    actions: z.array(z.strictObject({ title, icon: z.enum(iconNames).optional(), action: z.string(), fill })),
  }),
})
