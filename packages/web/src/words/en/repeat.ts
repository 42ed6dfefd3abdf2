import { plural } from './plural.js'

/** Texts of what repeats, and of reminders. */
export const repeat = {
  repeats: 'Repeats',
  change: (label: string, text: string) => `${label}: ${text}`,
  unit: { never: 'Never', day: 'Daily', week: 'Weekly', month: 'Monthly', year: 'Yearly', other: 'By its own rule' },
  otherWhy: 'This rule says more than this form can. Another choice takes its place.',
  every: 'Every',
  units: {
    day: (count: number) => plural(count, { one: 'day', other: 'days' }),
    week: (count: number) => plural(count, { one: 'week', other: 'weeks' }),
    month: (count: number) => plural(count, { one: 'month', other: 'months' }),
    year: (count: number) => plural(count, { one: 'year', other: 'years' }),
  },
  day: 'Day',
  days: 'On these days',
  ends: 'Ends',
  end: { never: 'Never', until: 'On a day', after: 'After some times' },
  lastDay: 'Last day',
  howMany: 'After',
  times: (count: number) => plural(count, { one: 'time', other: 'times' }),
  wholeNumber: (most: string) => `A whole number from 1 to ${most}.`,
  next: (dates: string) => `Next: ${dates}`,
  noNext: 'It does not come again.',
  done: 'Done',
  save: 'Save',
  leave: 'Cancel',
  reminder: {
    none: 'None',
    atDue: 'At the due time',
    before: (span: string) => `${span} before`,
    own: 'At a time of its own',
    ownOf: (label: string) => `${label}: day and time`,
  },
}
