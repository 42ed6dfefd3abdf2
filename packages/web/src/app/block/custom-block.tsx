import { lazy, type ReactNode, Suspense } from 'react'
import type { Drawn } from './renderer.js'

const OwnElement = lazy(async () => ({ default: (await import('../element/own-element.js')).OwnElement }))

/** A plugin's own element; what draws it is loaded when the first one is drawn, and the fallback is there until then. */
export function Custom({ block, draw }: Drawn<'custom'>): ReactNode {
  return (
    <Suspense fallback={draw(block.fallback)}>
      <OwnElement block={block} draw={draw} />
    </Suspense>
  )
}
