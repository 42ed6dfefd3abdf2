import { plural } from './plural.js'

/** Texts of what became of a record, day by day. */
export const timeline = {
  title: 'Timeline',
  what: 'the timeline',
  filters: 'Show in the timeline',
  all: 'All',
  changes: 'Changes',
  orMore: (count: string) => `${count} or more`,
  ahead: 'Ahead',
  today: 'Today',
  yesterday: 'Yesterday',
  undated: 'Without a date',
  nothing: 'Nothing has been recorded yet.',
  more: 'Show more',
  end: 'Older ones are not shown here.',
  created: 'created the record',
  changed: 'changed',
  changedMany: (count: number, text: string) => `changed ${text} ${plural(count, { one: 'property', other: 'properties' })}`,
  imported: (count: number, text: string) => `set ${text} ${plural(count, { one: 'property', other: 'properties' })}`,
  merged: 'merged another record into this one:',
  ofMerged: (title: string) => `from ${title}, which was merged into this record`,
  from: (before: string, after: string) => `from ${before} to ${after}`,
  to: (after: string) => `to ${after}`,
  did: { call: 'called:', email: 'wrote:', meeting: 'met:', note: 'wrote a note:', task: 'completed' } as Readonly<Record<string, string>>,
}
