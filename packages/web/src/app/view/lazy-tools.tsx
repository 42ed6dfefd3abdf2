import { lazy } from 'react'

const load = () => import('./tools.js')

/** The tools of views, which the first rows do without. */
export const AddView = lazy(async () => ({ default: (await load()).AddView }))
export const AdvancedPill = lazy(async () => ({ default: (await load()).AdvancedPill }))
export const ArchivedPill = lazy(async () => ({ default: (await load()).ArchivedPill }))
export const EditTools = lazy(async () => ({ default: (await load()).EditTools }))
export const ViewChip = lazy(async () => ({ default: (await load()).ViewChip }))
/** The filter editor in its place. */
export const FilterPlace = lazy(async () => ({ default: (await import('./filter-place.js')).FilterPlace }))
export const ViewMenu = lazy(async () => ({ default: (await load()).ViewMenu }))
