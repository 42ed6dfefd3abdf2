import type { Block } from '@tenure/core/block'
import type { ReactNode } from 'react'

/** The kinds of blocks that lie among others: a board is the whole of its tab. */
export type Kind = Exclude<Block['kind'], 'board'>
/** Blocks by their kind. */
export type Blocks = { readonly [K in Block['kind']]: Extract<Block, { readonly kind: K }> }
/** What a renderer is given: its block, and the way to draw the blocks in it. */
export interface Drawn<K extends Kind> {
  readonly block: Blocks[K]
  readonly draw: (inner: Block) => ReactNode
}
/** Draws blocks of one kind, in all their states. */
export type Renderer<K extends Kind> = (drawn: Drawn<K>) => ReactNode
/** A renderer for each kind; one that is forgotten does not compile. */
export type Renderers = { readonly [K in Kind]: Renderer<K> }
