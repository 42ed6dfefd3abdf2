import { z } from 'zod'
import { formFieldsSchema } from '../../block/form-field.js'
import { defineActionContract } from '../../contract/action.js'
import { defineProviderContract } from '../../contract/provider.js'
import { scoreProfileSchema } from '../model/profile-schema.js'

const id = z.string().min(1).max(200)
const version = z.string().min(1).max(200)
const fault = z.strictObject({ path: z.array(z.union([z.string(), z.number()])).readonly(), message: z.string() })
const saved = z.strictObject({ profile: id, version, run: z.string().exactOptional() })
/** Whether changes of status that follow raise alerts; by default they raise none (HS-10). */
const alerts = z.boolean().default(false)

/** Active profiles, the main one of each object type first: for a selector, and for whoever works with scores. */
export const activeProfilesContract = defineProviderContract({
  id: 'tenure.core/active-profiles',
  title: 'Active health scores',
  description: 'The health scores that are active, with their names and thresholds. The main one is meant where none is named.',
  permission: 'summary',
  output: z.array(
    z.strictObject({
      ...{ id, name: z.string(), objectType: z.string(), isMain: z.boolean() },
      thresholds: z.strictObject({ neutral: z.number(), healthy: z.number() }),
    }),
  ),
})

/** All profiles with their models, for those who configure them, and what the edition allows (EDN-1, EDN-2). */
export const scoreProfilesContract = defineProviderContract({
  id: 'tenure.core/score-profiles',
  title: 'Health score profiles',
  description: 'Profiles of health scores, drafts and active ones, with what keeps each from being activated. For administrators.',
  permission: 'settings.manage',
  output: z.strictObject({
    profiles: z.array(
      z.strictObject({
        ...{ id, version, state: z.enum(['draft', 'active']), isMain: z.boolean(), definition: scoreProfileSchema, faults: z.array(fault) },
        /** Beyond what the edition allows now: it is kept, and cannot be edited (EDN-4). */
        isOverLimit: z.boolean(),
        ...{ createdAt: z.int(), updatedAt: z.int(), activatedAt: z.int().exactOptional() },
      }),
    ),
    limits: z.strictObject({ active: z.int(), draft: z.int() }),
    /** Kinds of criteria that plugins add, with what a form asks for their configuration; `null` where it has more than a form can ask. */
    kinds: z.array(z.strictObject({ id, title: z.string(), fields: formFieldsSchema.nullable() })),
    /** Whether the user may create and edit profiles: a super admin without a seat may not (ACC-5). */
    mayEdit: z.boolean(),
  }),
})

/** Saves a profile: a new draft, a draft that may have faults, or an active one that has none, which is scored again by a run. Errors: `record.conflict`, `edition.limit`. */
export const saveProfileContract = defineActionContract({
  id: 'tenure.core/save-profile',
  title: 'Save a health score',
  description:
    'Saves a score profile, as a draft where it is new. An active profile must have no faults; all its customers are scored again.',
  permission: 'settings.manage',
  input: z.strictObject({ profile: id.optional(), version: version.optional(), definition: scoreProfileSchema, alerts }),
  output: z.strictObject({ ...saved.shape, faults: z.array(fault) }),
})

/** Activates a draft, in the place of an active profile where it names one. Errors: `input.invalid` with its faults, `edition.limit`, `record.conflict`. */
export const activateProfileContract = defineActionContract({
  id: 'tenure.core/activate-profile',
  title: 'Activate a health score',
  description:
    'Activates a draft, perhaps in the place of an active profile. All customers are scored by a run; that raises no alerts unless asked for.',
  permission: 'settings.manage',
  input: z.strictObject({ profile: id, version, replaces: id.optional(), alerts }),
  output: saved,
})

/** Makes a draft of an active profile, or deletes a draft, or makes an active profile the main one. Errors: `input.invalid`, `record.conflict`. */
export const changeProfileContract = defineActionContract({
  id: 'tenure.core/change-profile',
  title: 'Change a health score',
  description: 'Deactivates an active score profile, deletes a draft, or makes an active profile the main one.',
  permission: 'settings.manage',
  input: z.strictObject({ profile: id, version, change: z.enum(['deactivate', 'delete', 'main']), alerts }),
  output: z.strictObject({ run: z.string().exactOptional() }),
})

/** How far scores are behind what is stored: after bulk work they catch up, and say so until then (HS-8). */
export const scoreProgressContract = defineProviderContract({
  id: 'tenure.core/score-progress',
  title: 'Scores that catch up',
  description:
    'Whether all scores are up to date, or which share of the customers is: a whole percent, that tells nobody how many customers there are.',
  permission: 'workspace.access',
  output: z.array(z.strictObject({ objectType: z.string(), done: z.number().min(0).max(1) })),
})
