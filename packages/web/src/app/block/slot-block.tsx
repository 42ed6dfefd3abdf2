import type { ReactNode } from 'react'
import type { Drawn } from './renderer.js'

/** A place for blocks of other plugins. The host fills it before the page sees it; one that remains is empty and takes no room. */
export function Slot(_drawn: Drawn<'slot'>): ReactNode {
  return null
}
