/** Texts of blocks. */
export const block = {
  simple: 'This is the simple form, because the plugin’s own could not be shown.',
  tryNow: 'Try now',
  table: 'Table',
  unnamed: 'Unnamed',
  actions: 'Actions',
  search: (label: string | undefined) => (label === undefined ? 'Search' : `Search in ${label}`),
  noMatch: 'No row matches',
  noMatchWhy: (search: string) => `“${search}” is in no cell of this table.`,
  clearSearch: 'Clear search',
  rows: (count: string, isOne: boolean) => `${count} ${isOne ? 'row' : 'rows'}`,
  someOf: (shown: string, total: string) => `${shown} of ${total} rows`,
  more: (count: string) => `Show ${count} more`,
  controls: 'What is shown',
  anyChoice: 'Any',
}
