import type { Blocks } from './renderer.js'

/** Whether a table is all rows of its source, which the page sorts and searches itself. */
export function isPlain({ views, columnChoices, search, quickFilters }: Blocks['table']): boolean {
  return views === undefined && columnChoices === undefined && search === undefined && quickFilters === undefined
}
