import { lazy, type ReactNode, Suspense } from 'react'
import { LoadingLines } from '../part/states.js'
import type { FilterBoxProps } from './filter-box-props.js'
import type { TabSheetProps } from './tab-sheet-props.js'
import type { TileGridProps } from './tile-grid-props.js'

const Sheet = lazy(async () => ({ default: (await import('./tab-sheet.js')).TabSheet }))
const Tiles = lazy(async () => ({ default: (await import('./tile-grid.js')).TileGrid }))
const Builder = lazy(async () => ({ default: (await import('./filter-box.js')).FilterBox }))

/** A tab that an element draws whole (`whole` of its block): the list at the side, the sheet, and the preview of the open record. */
export function TabSheet(props: TabSheetProps): ReactNode {
  return (
    <Suspense fallback={<div className="main" id="content" />}>
      <Sheet {...props} />
    </Suspense>
  )
}
/** Blocks on twelve columns, which a person moves and sizes by dragging and by keys. */
export function TileGrid(props: TileGridProps): ReactNode {
  return (
    <Suspense fallback={<LoadingLines />}>
      <Tiles {...props} />
    </Suspense>
  )
}
/** Builds a filter of the records of an object type, as the lists of the page do. */
export function FilterBox(props: FilterBoxProps): ReactNode {
  return (
    <Suspense fallback={<LoadingLines lines={2} />}>
      <Builder {...props} />
    </Suspense>
  )
}
