import { z } from 'zod'
import { defineProviderContract } from '../provider.js'

/** Records of every object type by name, e-mail and domain, best first; as they are when it is asked. */
export const searchContract = defineProviderContract({
  id: 'tenure.record/search',
  title: 'Search records',
  description:
    'Records of every object type that you may see, by name, e-mail and domain: those that are the text, then those that begin with it, have a word that does, or contain it. Archived records are left out, or are all that is looked for.',
  permission: 'workspace.access',
  input: z.strictObject({
    text: z.string().trim().min(1).max(200),
    limit: z.int().min(1).max(50).default(20),
    /** Archived records in place of the others (REC-10). */
    archived: z.boolean().default(false),
  }),
  output: z.strictObject({
    hits: z.array(
      z.strictObject({
        type: z.string(),
        typeLabel: z.string(),
        id: z.string(),
        title: z.string().nullable(),
        /** What tells it from others of its title: the e-mail or domain, or its customer. */
        detail: z.string().exactOptional(),
        archived: z.literal(true).exactOptional(),
      }),
    ),
  }),
})
