/** Texts of signing in. */
export const door = {
  openWorkspace: 'Open this workspace',
  signIn: 'Sign in to Tenure',
  switcher: 'Local sign-in without passwords: anyone at this machine may act as anyone.',
  firstAdmin: 'There are no users yet. The first start printed a code. Enter it to become the first administrator.',
  code: 'Code',
  name: 'Your name',
  open: 'Open workspace',
  local: 'Local',
  localLong: 'Local sign-in',
  changeUser: 'Local sign-in without passwords: change user',
  changeTip: 'Local sign-in: anyone at this machine may act as anyone',
  actAs: 'Local use only, without passwords. Act as:',
}
