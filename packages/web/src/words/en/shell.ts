/** Texts of the frame of the page. */
export const shell = {
  skip: 'Skip to content',
  noTab: 'No tab is installed',
  noTabWhy: 'This workspace has no plugin with a tab, or none that you may see.',
  unknownTab: 'There is no such tab',
  unknownTabWhy: 'The address names a tab that is not installed here, or that you may not see.',
  blocksOf: (title: string) => `Blocks of ${title}`,
  openTab: (title: string) => `Open ${title}`,
  workspace: 'Workspace',
  workspacePhone: 'Workspace, phone',
  tabFailed: 'This tab has failed',
  failed: 'failed',
  more: 'More',
  moreTabs: 'More tabs',
  lastUpdate: (time: string) => `last update ${time}`,
  reconnecting: 'Reconnecting',
  previewWidth: 'Width of the preview',
}
