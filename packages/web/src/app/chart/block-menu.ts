import { createContext, useContext } from 'react'
import type { MenuEntry } from '../part/menu-entries.js'

/** What the menu of a block offers besides its own; inside of it the block's tools are in the menu, to leave room for its name. */
interface Offered {
  readonly entries: readonly MenuEntry[]
}
const MenuContext = createContext<Offered | undefined>(undefined)

/** Gives the block in it further entries for its menu. */
export const BlockMenu = MenuContext.Provider

/** The further entries; nothing where the block lies by itself. */
export function useBlockMenu(): Offered | undefined {
  return useContext(MenuContext)
}
