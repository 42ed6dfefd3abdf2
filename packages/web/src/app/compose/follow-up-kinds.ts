/** What follows up a record, in this order (REC-1), with its key. E edits, so an email has another letter. */
export const followUpKinds = [
  { type: 'note', key: 'N' },
  { type: 'email', key: 'L' },
  { type: 'call', key: 'C' },
  { type: 'task', key: 'T' },
  { type: 'meeting', key: 'M' },
] as const
/** What follows up a record. */
export type FollowUpKind = (typeof followUpKinds)[number]['type']
