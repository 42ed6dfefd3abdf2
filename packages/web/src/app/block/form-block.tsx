import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import { ActionForm } from '../action/action-form.js'
import { useFilledIn } from '../data/use-filled-in.js'
import { BlockFrame } from './block-frame.js'
import type { Drawn } from './renderer.js'
import { NoRecord } from './sourced.js'

/** The inputs of an action, to be filled in by a person. */
export function Form({ block }: Drawn<'form'>): ReactNode {
  const { title, action, fields } = block
  const words = useWords().field
  const filled = useFilledIn(block.input)
  return (
    <BlockFrame kind="form" title={title}>
      {filled === undefined ? <NoRecord /> : <ActionForm offer={{ title: title ?? words.send, action, fields, ...filled }} />}
    </BlockFrame>
  )
}
