import { ContactActivity, defineActionContract } from '@tenure/core/contract'
import { z } from 'zod'

const { kind } = ContactActivity
type Kind = NonNullable<(typeof kind)['~value']>
const kinds = (kind.options ?? []) as readonly [Kind, ...Kind[]]

/** What one contact did. */
const happened = z.strictObject({
  /** The email address of the contact. */
  contact: z.string().trim().min(3).max(320),
  kind: z.enum(kinds),
  /** What it is about, such as the subject of an email. */
  title: z.string().trim().min(1).max(200),
  /** The words of the contact, as plain text. */
  body: z.string().max(4_000).exactOptional(),
  /** When, such as `2026-11-26T09:30:00Z`; without it, now. */
  at: z.iso.datetime({ offset: true }).exactOptional(),
  times: z.int().min(1).max(1_000_000).exactOptional(),
  durationMs: z.int().min(0).max(86_400_000).exactOptional(),
  score: z.number().min(-1_000).max(1_000).exactOptional(),
})

/** Takes what contacts did, as another system tells it: all of it, or nothing. */
export const takeActivitiesContract = defineActionContract({
  id: 'tenure.feed/take',
  title: 'Record what contacts did',
  description:
    'Records up to 100 activities of contacts, who are named by their email address. One that is unknown, or two contacts’, refuses all.',
  permission: 'workspace.access',
  input: z.strictObject({ activities: z.array(happened).min(1).max(100) }),
})
