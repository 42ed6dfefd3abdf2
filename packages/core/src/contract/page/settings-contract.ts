import { z } from 'zod'
import { iconNames } from '../../block/icon-name.js'
import { defineActionContract } from '../action.js'
import { defineProviderContract } from '../provider.js'

const id = z.string().min(1).max(200)
const option = z.strictObject({ value: z.string(), label: z.string() })
const issue = z.strictObject({ path: z.array(z.union([z.string(), z.number()])), message: z.string() })

/** A field of a form for settings. With `each` it holds a value for each type that plays a role, by the type's name. */
const settingsField = z.strictObject({
  field: z.string(),
  label: z.string(),
  hint: z.string().exactOptional(),
  /** `other` is what no form asks for. */
  kind: z.enum(['text', 'long-text', 'number', 'integer', 'switch', 'choice', 'several', 'other']),
  each: z.literal(true).exactOptional(),
  /** It may be empty: `null`, where the schema takes that, or else left out. */
  optional: z.boolean(),
  nullable: z.boolean(),
})
/** A field of a form for settings. */
export type SettingsField = z.output<typeof settingsField>

/** The sections of the settings page, of all plugins that are there. */
export const settingsSectionsContract = defineProviderContract({
  id: 'tenure.core/settings-sections',
  title: 'Sections of the settings',
  description: 'Which settings can be made, for the account and for each workspace.',
  permission: 'settings.manage',
  output: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      description: z.string().optional(),
      icon: z.enum(iconNames).exactOptional(),
      scope: z.enum(['account', 'workspace']),
    }),
  ),
})

/** The saved settings of one section, what may be chosen, and which saved choices are no longer valid (MAP-4, MAP-5, WSP-5). */
export const settingsContract = defineProviderContract({
  id: 'tenure.core/settings',
  title: 'Settings of a section',
  description: 'The saved values, their version for saving, what may be chosen, and which saved choices are no longer valid.',
  permission: 'settings.manage',
  input: z.strictObject({ section: id, workspace: id.optional() }),
  output: z.strictObject({
    section: z.string(),
    title: z.string(),
    description: z.string().exactOptional(),
    scope: z.enum(['account', 'workspace']),
    /** Of a section that each workspace has for itself. */
    workspace: z.strictObject({ id: z.string(), name: z.string() }).exactOptional(),
    fields: z.array(settingsField),
    values: z.json(),
    /** The one that a save has to name; `0` until the section is first saved. */
    version: z.string(),
    problems: z.array(issue),
    choices: z.array(
      z.strictObject({
        field: z.string(),
        type: z.string().optional(),
        typeLabel: z.string().exactOptional(),
        label: z.string(),
        options: z.array(option),
      }),
    ),
  }),
})

/** Saves a section whole, or not at all; `version` is the one that was looked at (WSP-5, WSP-11). */
export const saveSettingsContract = defineActionContract({
  id: 'tenure.core/save-settings',
  title: 'Save settings',
  description: 'Saves one section of the settings as one change; each bad field is named.',
  permission: 'settings.manage',
  input: z.strictObject({ section: id, workspace: id.optional(), values: z.json(), version: z.string() }),
  output: z.strictObject({ version: z.string() }),
})

/** Who saved a section last, and when; of General, where no section is named. Empty where nobody has yet, or the store keeps no history. */
export const lastSaveContract = defineProviderContract({
  id: 'tenure.core/last-save',
  title: 'Last save of settings',
  description: 'Who last saved a section of the settings, or General of a workspace, and when.',
  permission: 'settings.manage',
  input: z.strictObject({ section: id.exactOptional(), workspace: id.exactOptional() }),
  output: z.strictObject({ user: z.string().exactOptional(), at: z.int().exactOptional() }),
})

/** What saving these values would do: how many people see it at once, and what the section says of it. */
export const settingsEffectsContract = defineProviderContract({
  id: 'tenure.core/settings-effects',
  title: 'Effects of settings',
  description: 'What saving these values of a section would do: how many people in how many teams see it, and what the plugin says of it.',
  permission: 'settings.manage',
  input: z.strictObject({ section: id, workspace: id.optional(), values: z.json() }),
  output: z.strictObject({ people: z.int(), teams: z.int(), lines: z.array(z.string()) }),
})
