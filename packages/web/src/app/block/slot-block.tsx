import type { ReactNode } from 'react'
import type { Drawn } from './renderer.js'

/** A place for the blocks of others. The host has filled it before the page sees it; one that is left is empty and takes no room. */
export function Slot(_drawn: Drawn<'slot'>): ReactNode {
  return null
}
