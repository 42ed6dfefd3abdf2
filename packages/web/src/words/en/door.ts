/** Texts of signing in. */
export const door = {
  openWorkspace: 'Open this workspace',
  signIn: 'Sign in to Tenure',
  switcher: 'Local sign-in without passwords: anyone at this machine may act as anyone.',
  firstAdmin: 'There are no users yet. The first start printed a code. Enter it to become the first administrator.',
  code: 'Code',
  name: 'Your name',
  open: 'Open workspace',
  with: (title: string) => `Sign in with ${title}`,
  refused: {
    unavailable: 'The sign-in service does not answer. Try again in a moment.',
    declined: 'The sign-in service did not sign you in.',
    expired: 'This sign-in took too long, or was begun elsewhere. Start again.',
    invalid: 'The sign-in service gave an answer that cannot be trusted. Start again, or tell an administrator.',
    unknown: 'There is no active user for you here. An administrator can add one.',
  } as Readonly<Record<string, string>>,
  localLong: 'Local sign-in',
  changeUser: 'Local sign-in without passwords: change user',
  changeTip: 'Local sign-in: anyone at this machine may act as anyone',
  actAs: 'Local use only, without passwords. Act as:',
}
