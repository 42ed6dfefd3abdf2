/** Texts of the overview of a workspace. */
export const overview = {
  nothing: 'Nothing is installed here',
  nothingWhy: 'No plugin of this workspace gives a block to this tab.',
  viewAs: (name: string) => `View as: ${name}`,
  me: 'me',
  viewAsWho: 'View this tab as',
  viewAsWhy:
    'You see what this user would see here, less what you may not see yourself. Nothing can be changed, and the audit names you both.',
  choose: 'Choose a user',
  watching: (name: string) => `You view this tab as ${name}. Nothing can be changed here.`,
  stop: 'Stop',
}
/** The same texts in any language. */
export type OverviewWords = typeof overview
