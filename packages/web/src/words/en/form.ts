import { plural } from './plural.js'

/** Texts of forms, and of the frame of the administration. */
export const form = {
  optional: 'optional',
  unsaved: 'Unsaved changes',
  changes: (count: number) => `${count} ${plural(count, { one: 'change', other: 'changes' })} not saved`,
  inPart: (what: string) => `in ${what}`,
  faults: (count: number) => plural(count, { one: '1 field needs you', other: `${count} fields need you` }),
  discard: 'Discard',
  review: 'Review changes',
  save: (what: string) => `Save ${what}`,
  leave: 'Leave without saving?',
  leaveWhy: (what: string) => `What you changed in ${what} is not saved.`,
  leaveVerb: 'Leave',
  stay: 'Stay',
  settings: 'Settings',
  account: 'Account',
}
