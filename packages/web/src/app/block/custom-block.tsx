import { createElement, type ReactNode } from 'react'
import type { Drawn } from './renderer.js'
import { WithAnswer } from './sourced.js'

/** A plugin's own element, which gets the answer as `answer`; the fallback if it is not installed or fails. */
export function Custom({ block, draw }: Drawn<'custom'>): ReactNode {
  const { element, fallback } = block
  if (customElements.get(element) === undefined) return draw(fallback)
  return (
    <WithAnswer block={block} instead={draw(fallback)}>
      {(answer) => createElement(element, { answer })}
    </WithAnswer>
  )
}
