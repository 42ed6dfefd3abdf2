import { type KeyboardEvent, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { useReading } from '../format/use-formats.js'
import type { Resize } from './column-edge.js'
import type { Column } from './columns.js'

/** What screen readers hear of a width that was changed by keys. */
export interface SpokenWidth {
  readonly said: string
  readonly sayWidth: (label: string, width: number) => void
}

/** Says how wide a column has become by keys. */
export function useSpokenWidth(): SpokenWidth {
  const [said, say] = useState('')
  const words = useWords().table
  const { formats } = useReading()
  return { said, sayWidth: (label, width) => say(words.widthSaid(label, formats.number(width))) }
}

const step = 16

interface Heads {
  readonly columns: readonly Column[]
  readonly onResize: Resize | undefined
}
/** On a column head, Shift with an arrow makes the column wider or narrower. */
export function resizeByKey(event: KeyboardEvent, { columns, onResize }: Heads, { sayWidth }: SpokenWidth): boolean {
  const by = widthStep(event)
  const head = event.target instanceof Element ? event.target.closest<HTMLElement>('.th') : null
  const column = columns[Number(head?.dataset['place'])]
  if (by === undefined || head === null || column === undefined || onResize === undefined) return false
  event.preventDefault()
  onResize(column.field, head.offsetWidth + by)
  sayWidth(column.label, head.offsetWidth + by)
  return true
}

/** By how much a key changes the width of the column whose head has the focus; nothing for another key. */
function widthStep({ key, shiftKey, ctrlKey, metaKey, altKey }: WidthKey): number | undefined {
  if (!shiftKey || ctrlKey || metaKey || altKey) return undefined
  return key === 'ArrowRight' ? step : key === 'ArrowLeft' ? -step : undefined
}
type WidthKey = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>
