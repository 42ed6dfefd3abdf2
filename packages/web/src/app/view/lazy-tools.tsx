import { lazy } from 'react'

const load = () => import('./tools.js')

/** The tools of views, which the first rows do without. */
export const AddView = lazy(async () => ({ default: (await load()).AddView }))
export const EditTools = lazy(async () => ({ default: (await load()).EditTools }))
export const ViewChip = lazy(async () => ({ default: (await load()).ViewChip }))
export const ViewMenu = lazy(async () => ({ default: (await load()).ViewMenu }))
