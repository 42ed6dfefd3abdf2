/** Texts of the user's menu. */
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
}
