import type { Block } from '@tenure/core/block'
import { Fragment, type ReactNode } from 'react'
import type { Drawn } from './renderer.js'

/** Blocks below each other. */
export function Stack({ block, draw }: Drawn<'stack'>): ReactNode {
  return block.children.length === 0 ? null : (
    <div className="block-stack">{block.children.map((child, at) => toChild(child, at, draw))}</div>
  )
}
/** Blocks side by side, as many as fit. */
export function Grid({ block, draw }: Drawn<'grid'>): ReactNode {
  return block.children.length === 0 ? null : (
    <div className="block-grid">{block.children.map((child, at) => toChild(child, at, draw))}</div>
  )
}

// A block that is inserted above does not remount those of other providers.
function toChild(child: Block, at: number, draw: (inner: Block) => ReactNode): ReactNode {
  return <Fragment key={`${child.kind} ${'provider' in child ? child.provider : ''} ${at}`}>{draw(child)}</Fragment>
}
