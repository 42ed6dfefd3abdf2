import { z } from 'zod'
import { defineActionContract } from '../action.js'
import { defineProviderContract } from '../provider.js'

const name = z
  .string()
  .max(100)
  .regex(/^[a-z][\w./-]*$/i, 'A name begins with a letter; letters, digits and . / - _ follow.')

/** What the user prefers, by name: all of it, or what has one name. Nobody else reads it. */
export const preferencesContract = defineProviderContract({
  id: 'tenure.core/preferences',
  title: 'Your preferences',
  description: 'What you prefer, by name: your columns of a view, the records that you looked at last. Nobody else sees it.',
  permission: 'signed-in',
  input: z.strictObject({ name: name.optional() }),
  output: z.strictObject({ values: z.record(z.string(), z.json()) }),
})

/** Keeps a small value for the user under a name; `null` forgets it. */
export const savePreferenceContract = defineActionContract({
  id: 'tenure.core/save-preference',
  title: 'Save a preference',
  description: 'Keeps a value of at most 8,000 characters of JSON under a name, for you alone; null forgets it. You can keep 100.',
  permission: 'signed-in',
  input: z.strictObject({ name, value: z.json() }),
})
