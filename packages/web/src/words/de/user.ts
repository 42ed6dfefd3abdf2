import type { Words } from '../en/index.js'

const keyNames: Readonly<Record<string, string>> = { Ctrl: 'Strg', Shift: 'Umschalt', Home: 'Pos1', End: 'Ende' }

/** Texts of the user's menu. */
export const user: Words['user'] = {
  settings: (name) => `${name}: Einstellungen`,
  theme: 'Farben',
  themes: { system: 'System', light: 'Hell', dark: 'Dunkel' },
  rows: 'Zeilen',
  densities: { compact: 'Eng', regular: 'Normal', relaxed: 'Weit' },
  language: 'Sprache',
  languages: { browser: 'Browser', en: 'English', de: 'Deutsch' },
  languageNotSaved: 'Die Sprache wurde nicht gespeichert',
  letters: 'Einzelne Buchstaben sind Tastenkürzel',
  keys: 'Tastenkürzel',
  keyName: (key) => keyNames[key] ?? key,
  signOut: 'Abmelden',
}
