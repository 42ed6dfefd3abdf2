import { z } from 'zod'
import { defineActionContract } from '../action.js'
import { defineProviderContract } from '../provider.js'

const name = z.string().min(1).max(63)
const label = z.string().trim().min(1).max(100)
const ids = z.array(z.string().min(1).max(200)).max(200)
const stage = z.strictObject({
  /** Absent for a new one: it gets a name after its label. */
  value: name.optional(),
  label,
  outcome: z.enum(['open', 'won', 'lost']),
  /** From 0 to 1; of open stages alone. */
  probability: z.number().min(0).max(1).optional(),
  /** Properties that have to be known of a record that moves here. */
  requires: z.array(name).max(20),
  /** Properties that a person is asked for as well. */
  asks: z.array(name).max(20),
  /** Who may move records here; everybody who may edit them, where it is left out. */
  only: z.strictObject({ users: ids, teams: ids }).optional(),
})
const pipeline = z.strictObject({
  value: name.optional(),
  label,
  stages: z.array(stage).min(1).max(50),
  rules: z.strictObject({
    /** The stages in which a record may begin, by their names or, of new ones, labels; in any, where it is left out. */
    startsIn: z.array(z.string().min(1).max(100)).min(1).max(50).optional(),
    noSkipping: z.boolean(),
    noGoingBack: z.boolean(),
  }),
})
const pipelines = z.array(pipeline).min(1).max(20)

/** The pipelines of the object types that have some, with their rules (SVC-4, REV-4). */
export const pipelinesContract = defineProviderContract({
  id: 'tenure.core/pipelines',
  title: 'Pipelines',
  description: 'The pipelines of each object type that has some: their stages in order, and which ways records take through them.',
  permission: 'settings.manage',
  output: z.array(
    z.strictObject({
      type: z.string(),
      label: z.string(),
      plural: z.string(),
      /** Labels of the roles that it plays. */
      roles: z.array(z.string()),
      /** What a save has to name. */
      version: z.string(),
      pipelines: z.array(pipeline.extend({ stages: z.array(stage) })),
      /** What a stage may ask for. */
      properties: z.array(z.strictObject({ name: z.string(), label: z.string(), kind: z.string() })),
    }),
  ),
})

/** Saves the pipelines of one object type as a whole. A stage with records in it stays; names and places of the others may change. */
export const savePipelinesContract = defineActionContract({
  id: 'tenure.core/save-pipelines',
  title: 'Save pipelines',
  description: 'Changes the stages and the rules of the pipelines of an object type. What would leave records without a stage is refused.',
  permission: 'settings.manage',
  input: z.strictObject({ type: name, version: z.string(), pipelines }),
  output: z.strictObject({ version: z.string() }),
})
