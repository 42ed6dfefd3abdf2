import { plural } from './plural.js'

/** Texts of feeds: what waits, what is older, and what may be done with an activity. */
export const feed = {
  named: (heading: string) => `${heading}, feed`,
  waiting: (count: number) => plural(count, { one: '1 new activity', other: `${count} new activities` }),
  older: 'Load older activities',
  loadingOlder: 'Loading older activities',
  olderLost: 'The older activities did not arrive. What is shown stays; try it again.',
  followUps: (name: string) => `Follow up with ${name}`,
  remove: 'Remove from my feed',
  removed: 'Removed from your feed',
}
