/** Texts in place of what is not there: it waits, it failed, it is empty or silent. */
export const state = {
  loading: 'Loading',
  tryNow: 'Try now',
  copy: 'Copy details',
  copied: 'Copied',
  mayNotSee: (what: string) => `You may not see ${what}`,
  notShown: (what: string) => `${what.charAt(0).toUpperCase()}${what.slice(1)} could not be shown`,
  notDrawn: (why: string) => `The page could not draw it: ${why}`,
  noRecord: 'There is no such record',
  noRecordWhy: 'It does not exist, or you may not see it.',
  lastRead: (time: string) => `Last read ${time}.`,
  updated: (when: string) => `Updated ${when}`,
  justNow: 'just now',
  ago: (span: string) => `${span} ago`,
  theWorkspace: 'the workspace',
  theTab: 'the tab',
}
