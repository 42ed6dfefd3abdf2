import type { Block } from '@tenure/core/block'
import type { ReactNode } from 'react'
import { BlockView } from '../../app/block/block.js'
import { type Answer, Answering, failed, live, problems, stale } from './answering.js'

/** The provider that blocks of stories read from. */
export const from = 'story/answer'

/** A block over one answer. */
export function blockState(block: Block, answer?: Answer): ReactNode {
  return (
    <Answering answers={answer === undefined ? {} : { [from]: answer }}>
      <BlockView block={block} />
    </Answering>
  )
}

/** The states that every block with a source has, and those of the values that strain it. */
export function sourcedStates(block: Block, values: Readonly<Record<'full' | 'empty', unknown> & Record<string, unknown>>) {
  return {
    ...Object.fromEntries(Object.entries(values).map(([state, value]) => [state, blockState(block, live(value))])),
    loading: blockState(block),
    failed: blockState(block, failed(problems.failed)),
    stale: blockState(block, stale(values.full)),
    'no-access': blockState(block, failed(problems.denied)),
    'needs-configuration': blockState(block, failed(problems.unset)),
    misshapen: blockState(block, live('a text')),
  }
}
