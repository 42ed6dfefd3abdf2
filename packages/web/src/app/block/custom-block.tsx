import { createElement, type ReactNode } from 'react'
import type { Drawn } from './renderer.js'
import { WithAnswer } from './sourced.js'

/** A plugin's own element, which is given the answer as `answer`; where it is not installed or fails, the fallback. */
export function Custom({ block, draw }: Drawn<'custom'>): ReactNode {
  const { element, fallback } = block
  if (customElements.get(element) === undefined) return draw(fallback)
  return (
    <WithAnswer block={block} instead={draw(fallback)}>
      {(answer) => createElement(element, { answer })}
    </WithAnswer>
  )
}
