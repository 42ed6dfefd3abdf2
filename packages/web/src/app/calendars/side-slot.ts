import { createContext } from 'react'

/** The column beside the sheet of a tab, for the block that has the tab for itself; `null` where there is none. */
export const SideSlot = createContext<HTMLElement | null>(null)
