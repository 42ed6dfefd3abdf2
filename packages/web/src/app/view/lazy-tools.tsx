import { lazily } from '../early/lazily.js'

const load = () => import('./tools.js')

/** The tools of views, which the first rows do without. */
export const AddView = lazily('AddView', load)
export const AdvancedPill = lazily('AdvancedPill', load)
export const ArchivedPill = lazily('ArchivedPill', load)
export const EditTools = lazily('EditTools', load)
export const ViewChip = lazily('ViewChip', load)
/** The filter editor in its place. */
export const FilterPlace = lazily('FilterPlace', () => import('./filter-place.js'))
export const ViewMenu = lazily('ViewMenu', load)
