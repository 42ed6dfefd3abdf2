/** Texts of the user's menu and of the list of keys. */
export const user = {
  settings: (name: string) => `${name}: settings`,
  theme: 'Theme',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },
  rows: 'Rows',
  densities: { compact: 'Compact', regular: 'Regular', relaxed: 'Relaxed' },
  language: 'Language',
  /** Every language is written in itself; the first is that of the browser. */
  languages: { browser: 'Browser', en: 'English', de: 'Deutsch' },
  languageNotSaved: 'The language was not saved',
  letters: 'Single letters are shortcuts',
  keys: 'Keyboard shortcuts',
  /** What is written on a key. */
  keyName: (key: string) => key,
  signOut: 'Sign out',
  keyHelp: {
    search: 'Search in this tab',
    quick: 'Quick filters',
    views: 'Views',
    next: 'Next row; the preview follows',
    previous: 'Previous row',
    cells: 'Cells of a row',
    ends: 'First, last cell; with Ctrl first, last row',
    open: 'Open the row, or go into its preview; on a column head, sort',
    sortNext: 'On a column head: sort by it next',
    close: 'Close the topmost layer',
    regions: 'Cycle through bar, views, content and preview',
    help: 'This list',
  },
}
