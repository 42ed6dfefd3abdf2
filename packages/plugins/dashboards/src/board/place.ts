import type { z } from 'zod'
import type { dashboardContract, dashboardsContract } from '../desk/board-contract.js'

/** The dashboards of the user and the library. */
export type BoardList = z.output<typeof dashboardsContract.output>
/** What a dashboard is narrowed to. */
export type Narrowing = NonNullable<z.output<NonNullable<typeof dashboardContract.input>>['narrow']>
/** What is open in the tab, as its address has it. */
export type Place =
  | { readonly at: 'dashboard'; readonly id: string; readonly edits?: string; readonly narrow?: Narrowing }
  | { readonly at: 'library'; readonly id: string }
  | { readonly at: 'nothing' }

/** A report that is built and is not saved yet. */
export const newReport = 'new'

/** The address of a place within the tab. */
export function addressOf(place: Place): string | undefined {
  if (place.at === 'library') return `library~${place.id}`
  if (place.at === 'nothing') return undefined
  const narrow = place.narrow === undefined ? '' : encodeURIComponent(JSON.stringify(place.narrow)).replaceAll('~', '%7E')
  return ['dashboard', place.id, place.edits ?? '', narrow].join('~').replace(/~+$/, '')
}
/** The place of an address; without one the first dashboard, else the first report of the library. */
export function placeOf(address: string | undefined, { rows: dashboards, library }: BoardList): Place {
  const [at, id, edits = '', narrow = ''] = (address ?? '').split('~')
  if (id !== undefined && at === 'library') return { at, id }
  if (id !== undefined && at === 'dashboard') return { at, id, ...(edits !== '' && { edits }), ...narrowingOf(narrow) }
  const first = dashboards.find(({ audience }) => audience !== 'private') ?? dashboards[0]
  if (first !== undefined) return { at: 'dashboard', id: first.id }
  return library[0] === undefined ? { at: 'nothing' } : { at: 'library', id: library[0].id }
}
function narrowingOf(text: string): { readonly narrow?: Narrowing } {
  if (text === '') return {}
  try {
    // The server checks what it says.
    return { narrow: JSON.parse(decodeURIComponent(text)) as Narrowing }
  } catch {
    return {}
  }
}
