import type { PublicQuestion, PublicReply } from '@tenure/core/outside'

/** Bytes of the form that answers a question. */
export const mostReply = 16_384
/** Characters of a comment. */
const mostComment = 4_000

/** What a form answers; nothing where its score is none of the scale, or its comment is too long. */
export function readReply(form: URLSearchParams, { from, to }: PublicQuestion['question']): PublicReply | undefined {
  const written = form.get('score') ?? ''
  const score = /^\d{1,2}$/.test(written) ? Number(written) : Number.NaN
  const comment = (form.get('comment') ?? '').replace(/\r\n?/g, '\n').trim()
  return score >= from && score <= to && comment.length <= mostComment ? { score, comment } : undefined
}
