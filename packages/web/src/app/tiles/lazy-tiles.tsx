import type { ReactNode } from 'react'
import { onDemand } from '../early/on-demand.js'
import { LoadingLines } from '../part/states.js'
import type { FilterBoxProps } from './filter-box-props.js'
import type { TabSheetProps } from './tab-sheet-props.js'
import type { TileGridProps } from './tile-grid-props.js'

const Sheet = onDemand(async () => (await import('./tab-sheet.js')).TabSheet).Part
const Tiles = onDemand(async () => (await import('./tile-grid.js')).TileGrid).Part
const Builder = onDemand(async () => (await import('./filter-box.js')).FilterBox).Part

/** A tab that an element draws whole (`whole` of its block): the list at the side, the sheet, and the preview of the open record. */
export function TabSheet(props: TabSheetProps): ReactNode {
  return <Sheet {...props} waiting={<div className="main" id="content" />} />
}
/** Blocks on twelve columns, which a person moves and sizes by dragging and by keys. */
export function TileGrid(props: TileGridProps): ReactNode {
  return <Tiles {...props} waiting={<LoadingLines />} />
}
/** Builds a filter of the records of an object type, as the lists of the page do. */
export function FilterBox(props: FilterBoxProps): ReactNode {
  return <Builder {...props} waiting={<LoadingLines lines={2} />} />
}
