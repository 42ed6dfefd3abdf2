import type { ReactNode } from 'react'

/** One entry of the list at the side. */
export interface SideItem {
  readonly id: string
  readonly title: string
  readonly icon: string
  readonly count?: string
  readonly tip?: string
  readonly isCurrent: boolean
  /** Its address, for another tab of the browser. */
  readonly href: string
  readonly open: () => void
}
/** Entries under a heading, with a button that adds one. */
export interface SideGroup {
  readonly title: string
  readonly add?: { readonly label: string; readonly run: () => void }
  readonly items: readonly SideItem[]
}
/** What `TabSheet` takes. */
export interface TabSheetProps {
  /** Names the list at the side to a screen reader. */
  readonly label: string
  readonly groups: readonly SideGroup[]
  /** A quiet line below the list. */
  readonly note?: string
  readonly title: string
  /** After the title: pills. */
  readonly beside?: ReactNode
  readonly actions?: ReactNode
  /** A `SidePanel`, while something is open beside the sheet. */
  readonly side?: ReactNode
  readonly children: ReactNode
}
