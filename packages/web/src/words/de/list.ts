import type { Words } from '../en/index.js'
import { plural } from './plural.js'

/** Texts of a list: its views, its head and its columns. */
export const list: Words['list'] = {
  within: (title) => title,
  named: (heading, what) => `${heading}, ${what}`,
  views: 'Ansichten',
  workspaceViews: 'Ansichten des Arbeitsbereichs',
  myViews: 'Meine Ansichten',
  viewsFailed: 'Die Ansichten konnten nicht gelesen werden.',
  changeView: (heading) => `Ansicht: ${heading}. Ansicht wechseln`,
  builtIn: 'Eingebaut',
  search: (what) => `${what} suchen`,
  clearSearch: 'Suche löschen',
  clear: 'Zurücksetzen',
  export: 'Exportieren',
  exportCsv: 'Liste als CSV exportieren',
  exported: 'Die Liste ist exportiert',
  notExported: 'Die Liste wurde nicht exportiert',
  sort: 'Sortieren',
  sortedBy: (label) => `Sortiert nach ${label}`,
  fresh: (count) => `${count} neu`,
  count: (count, what) => plural(count, { one: 'Datensatz', other: what }),
  restored: 'Wiederhergestellt',
  restoreFirst: 'Der Datensatz ist archiviert. Stellen Sie ihn wieder her, um ihn zu ändern.',
}
