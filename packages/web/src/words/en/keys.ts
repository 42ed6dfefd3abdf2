/** What the keys of the page do. */
export const keys = {
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
  pick: 'Select the row; with Shift all rows up to it',
  range: 'Select the next rows as well',
  all: 'Select the rows that are loaded, then all of the view',
  help: 'This list',
}
