import type { Block } from '@tenure/core/block'
import { createElement, type ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import { Message } from '../part/states.js'
import { BlockFrame } from './block-frame.js'
import type { Blocks, Kind } from './renderer.js'
import { renderers } from './renderers.js'

/** Draws one block. A kind that this page does not know, or that is no part of a page, is named in its place. */
export function BlockView({ block }: { readonly block: Block }): ReactNode {
  return isDrawn(block) ? render(block.kind, block) : <Unknown block={block} />
}

function isDrawn(block: Block): block is Blocks[Kind] {
  return Object.hasOwn(renderers, block.kind)
}
function render<K extends Kind>(kind: K, block: Blocks[K]): ReactNode {
  return createElement(renderers[kind], { block, draw: (inner) => <BlockView block={inner} /> })
}

function Unknown({ block }: { readonly block: Block }): ReactNode {
  const words = useWords().state
  return (
    <BlockFrame kind="unknown" title={block.title}>
      <Message icon="puzzle" title={words.unknownBlock(block.kind)}>
        {words.unknownBlockWhy}
      </Message>
    </BlockFrame>
  )
}
