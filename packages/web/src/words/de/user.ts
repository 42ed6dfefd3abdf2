import type { Words } from '../en/index.js'

const keyNames: Readonly<Record<string, string>> = { Ctrl: 'Strg', Shift: 'Umschalt', Home: 'Pos1', End: 'Ende' }

/** Texts of the user's menu and of the list of keys. */
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
  keyHelp: {
    search: 'In diesem Reiter suchen',
    quick: 'Schnellfilter',
    views: 'Ansichten',
    next: 'Nächste Zeile; die Vorschau folgt',
    previous: 'Vorige Zeile',
    cells: 'Zellen einer Zeile',
    ends: 'Erste, letzte Zelle; mit Strg erste, letzte Zeile',
    open: 'Zeile öffnen oder in ihre Vorschau gehen; im Spaltenkopf sortieren',
    sortNext: 'Im Spaltenkopf: danach weiter sortieren',
    close: 'Die oberste Ebene schließen',
    regions: 'Zwischen Leiste, Ansichten, Inhalt und Vorschau wechseln',
    help: 'Diese Liste',
  },
}
