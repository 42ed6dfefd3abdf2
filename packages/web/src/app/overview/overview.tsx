import type { Block } from '@tenure/core/block'
import { Fragment, type ReactNode } from 'react'
import type { Blocks, Drawn } from '../block/renderer.js'
import { onDemand } from '../early/on-demand.js'
import { useOverviewWords } from '../language/use-overview-words.js'
import { LoadingLines, Message } from '../part/states.js'
import '../styles/overview.css'

const OwnElement = onDemand(async () => (await import('../element/own-element.js')).OwnElement).Part

/** Blocks of plugins in rows of twelve columns; an element brings its own frame. */
export function Overview({ block, draw }: Drawn<'overview'>): ReactNode {
  const words = useOverviewWords()
  const { areas = [] } = block
  if (areas.length === 0)
    return (
      <Message icon="home" title={words.nothing} role="status">
        {words.nothingWhy}
      </Message>
    )
  return (
    <div className="overview">
      {areas.map(({ columns, block: inner }, at) => (
        <Fragment key={`${keyOf(inner)} ${at}`}>
          <div className={`area w${columns}`}>{inner.kind === 'custom' ? <Framed block={inner} draw={draw} /> : draw(inner)}</div>
        </Fragment>
      ))}
    </div>
  )
}

function Framed({ block, draw }: { readonly block: Blocks['custom']; readonly draw: (inner: Block) => ReactNode }): ReactNode {
  const waiting = (
    <section className="block">
      <LoadingLines lines={4} />
    </section>
  )
  return <OwnElement block={block} draw={draw} waiting={waiting} isBare />
}

function keyOf(block: Block): string {
  return 'provider' in block ? block.provider : block.kind
}
