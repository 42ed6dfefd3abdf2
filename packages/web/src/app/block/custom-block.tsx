import type { ReactNode } from 'react'
import { onDemand } from '../early/on-demand.js'
import type { Drawn } from './renderer.js'

const OwnElement = onDemand(async () => (await import('../element/own-element.js')).OwnElement).Part

/** A plugin's own element; what draws it is loaded when the first one is drawn, and the fallback is there until then. */
export function Custom({ block, draw }: Drawn<'custom'>): ReactNode {
  return <OwnElement block={block} draw={draw} waiting={draw(block.fallback)} />
}
