import type { ReactNode } from 'react'
import { BlockView } from '../block/block.js'
import type { Drawn } from '../block/renderer.js'
import { BlocksTab } from '../shell/blocks-tab.js'
import { OwnElement } from './own-element.js'

interface WholeTabProps {
  readonly block: Drawn<'custom'>['block']
  readonly title: string
  readonly label: string
}

/** A tab that an element draws whole; what stands in for the element lies on a sheet as other blocks do. */
export function WholeTab({ block, title, label }: WholeTabProps): ReactNode {
  return (
    <OwnElement
      block={block}
      draw={(fallback) => <BlocksTab title={title} label={label} block={fallback} />}
      drawInside={(inner) => <BlockView block={inner} />}
      isBare
    />
  )
}
