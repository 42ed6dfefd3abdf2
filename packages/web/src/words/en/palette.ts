import { plural } from './plural.js'

/** Texts of search and commands. */
export const palette = {
  open: 'Search and commands',
  missing: 'Not loaded: no connection',
  placeholder: 'Search records, views and commands',
  results: 'Results',
  close: 'Close',
  recent: 'Recent',
  records: 'Records',
  tabs: 'Tabs',
  views: 'Views',
  list: 'This list',
  doWith: (record: string) => `Do with ${record}`,
  count: (count: number, text: string) => `${text} ${plural(count, { one: 'result', other: 'results' })}`,
  none: (text: string) => `Nothing is called “${text}”, or you may not see it.`,
  nothingYet: 'Type a name, an e-mail address or a domain. Begin with “archived” to find archived records.',
  archived: 'archived',
  offline: 'No connection: records cannot be searched now. Commands, tabs and views are here.',
  failed: (why: string) => `Records could not be searched. ${why}`,
  unnamed: 'Unnamed',
  move: 'move',
  choose: 'open',
  beside: 'new window',
  rights: 'Only what you may see',
}
