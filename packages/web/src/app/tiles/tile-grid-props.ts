import type { ReactNode } from 'react'
import type { MenuEntry } from '../part/menu-entries.js'

/** How wide a tile is, in columns of twelve, and how high, in steps. */
export interface TileSize {
  readonly width: number
  readonly height: number
}
/** One tile: a block, with what its menu offers besides. */
export interface TileItem extends TileSize {
  readonly id: string
  readonly title: string
  readonly entries: readonly MenuEntry[]
  readonly content: ReactNode
}
/** What `TileGrid` takes. */
export interface TileGridProps {
  readonly label: string
  readonly tiles: readonly TileItem[]
  /** The tiles in their new order, with their sizes; left out where nothing may be moved. */
  readonly onArrange?: (tiles: readonly (TileSize & { readonly id: string })[]) => void
}
