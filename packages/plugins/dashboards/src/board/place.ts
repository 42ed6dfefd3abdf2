import type { z } from 'zod'
import type { dashboardsContract } from '../desk/board-contract.js'

/** The dashboards of the user and the library. */
export type BoardList = z.output<typeof dashboardsContract.output>
/** What is open in the tab, as its address has it. */
export type Place =
  | { readonly at: 'dashboard'; readonly id: string; readonly edits?: string }
  | { readonly at: 'library'; readonly id: string }
  | { readonly at: 'nothing' }

/** A report that is built and is not saved yet. */
export const newReport = 'new'

/** The address of a place within the tab. */
export function addressOf(place: Place): string | undefined {
  if (place.at === 'library') return `library~${place.id}`
  if (place.at === 'nothing') return undefined
  return `dashboard~${place.id}${place.edits === undefined ? '' : `~${place.edits}`}`
}
/** The place of an address; without one the first dashboard, else the first report of the library. */
export function placeOf(address: string | undefined, { rows: dashboards, library }: BoardList): Place {
  const [at, id, edits] = (address ?? '').split('~')
  if (id !== undefined && at === 'library') return { at, id }
  if (id !== undefined && at === 'dashboard') return { at, id, ...(edits !== undefined && { edits }) }
  const first = dashboards.find(({ audience }) => audience !== 'private') ?? dashboards[0]
  if (first !== undefined) return { at: 'dashboard', id: first.id }
  return library[0] === undefined ? { at: 'nothing' } : { at: 'library', id: library[0].id }
}
