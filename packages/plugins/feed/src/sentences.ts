import type { FeedSentence } from '@tenure/core/block'

/** How each kind of activity is said, after the name of the contact. */
export const sentences: Readonly<Record<string, FeedSentence>> = {
  'email-replied': { label: 'replied to {thing}', icon: 'email' },
  'email-opened': { label: 'opened {thing}[ {times} times]', icon: 'eye' },
  'email-clicked': { label: 'clicked {thing} in an email', icon: 'cursor' },
  'meeting-booked': { label: 'booked {thing}[ for {when}]', icon: 'meeting' },
  called: { label: 'called[, {duration}]', icon: 'call' },
  'document-viewed': { label: 'viewed {thing}[ for {duration}]', icon: 'file' },
  'form-sent': { label: 'sent the form {thing}', icon: 'note' },
  'survey-answered': { label: 'answered the survey[ with {score}]', icon: 'note' },
  'page-visited': { label: 'visited {thing}[ {times} times]', icon: 'cursor' },
  'ticket-changed': { label: 'wrote in the ticket {thing}', icon: 'ticket' },
  other: { label: 'did {thing}', icon: 'activity' },
}
