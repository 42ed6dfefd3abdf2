import type { Value } from '@tenure/core/contract'
import { type FocusEvent, type KeyboardEvent, type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { isSame } from '../data/same.js'
import { useAfterPress } from '../form/use-after-press.js'
import type { LoadedProps } from './editing.js'
import type { FieldFault, Parsed } from './parsed.js'

interface Editing {
  readonly frame: RefObject<HTMLDivElement | null>
  readonly fault: FieldFault | undefined
  /** Saves a valid change, says what is wrong, or leaves where nothing changed. */
  readonly finish: (result: Parsed<Value> | 'unchanged', move?: 'next' | 'previous') => void
  /** After each change by the person. */
  readonly touch: () => void
  readonly onKeyDownCapture: (event: KeyboardEvent) => void
  readonly onBlur: (event: FocusEvent) => void
}
interface How {
  /** What the fields say now. When the person has gone elsewhere, a half-typed choice is none. */
  readonly read: (isLeft: boolean) => Parsed<Value> | 'unchanged'
  /** Not yet while what can be chosen is unknown. */
  readonly isReady?: boolean
  /** Enter makes a new line; Ctrl Enter saves. */
  readonly isLong?: boolean
  /** Deals with a key itself, where it says so. */
  readonly takes?: (event: KeyboardEvent) => boolean
}

/** The keys and the end of an editor: Enter saves, Esc leaves, Tab saves and moves on, and so does a press elsewhere. Nothing typed is lost. */
export function useEditing({ value, typed, onSave, onCancel, onMove, error, autoFocus }: LoadedProps, how: How): Editing {
  const frame = useRef<HTMLDivElement>(null)
  const [fault, setFault] = useState<FieldFault>()
  const isDone = useRef(false)
  const afterPress = useAfterPress()
  const touch = useCallback(() => {
    isDone.current = false
    setFault(undefined)
  }, [])
  const finish: Editing['finish'] = (result, move) => {
    if (result !== 'unchanged' && !result.ok) return setFault(result.fault)
    isDone.current = true
    if (result === 'unchanged' || isSame(result.value, value)) onCancel()
    else onSave(result.value)
    if (move !== undefined) onMove?.(move)
  }
  useEffect(() => {
    isDone.current = false
  }, [error])
  // Before the next key: it would go nowhere.
  useLayoutEffect(() => {
    if (autoFocus) focusField(frame.current, typed.text !== undefined)
  }, [])
  const isReady = how.isReady !== false
  useEffect(() => {
    if (typed.end === undefined || !isReady) return
    finish(how.read(false), typed.end === 'save' ? undefined : typed.end)
    delete typed.end
  }, [isReady])
  const leave = () => {
    isDone.current = true
    onCancel()
  }
  return {
    frame,
    fault,
    finish,
    touch,
    onKeyDownCapture: (event) => {
      const act = keyAction(event, how, frame.current, onMove !== undefined)
      if (act === undefined) return
      event.preventDefault()
      event.stopPropagation()
      if (act === 'leave') leave()
      else if (act !== 'taken') finish(how.read(false), act === 'save' ? undefined : act)
    },
    onBlur: () => {
      afterPress(() => {
        const { activeElement } = document
        if (isDone.current || frame.current === null || !document.hasFocus() || frame.current.contains(activeElement)) return
        finish(how.read(true))
      })
    },
  }
}

type Act = 'taken' | 'save' | 'leave' | 'next' | 'previous'

function keyAction(event: KeyboardEvent, how: How, frame: HTMLElement | null, canMove: boolean): Act | undefined {
  if (event.nativeEvent.isComposing || isInLayer(event.target, frame)) return undefined
  if (how.takes?.(event)) return 'taken'
  if (event.key === 'Escape') return 'leave'
  if (event.key === 'Enter' && !event.altKey && (!how.isLong || event.ctrlKey || event.metaKey))
    return isButton(event.target) ? undefined : 'save'
  if (event.key !== 'Tab' || !canMove || frame === null) return undefined
  const stops = [...frame.querySelectorAll<HTMLElement>('input, textarea, select')]
  const isEdge = event.target === (event.shiftKey ? stops[0] : stops.at(-1))
  if (!isEdge) return undefined
  return event.shiftKey ? 'previous' : 'next'
}
const isButton = (target: EventTarget) => target instanceof HTMLButtonElement
/** In a layer of the editor's own, such as its calendar; the editor itself may lie in one. */
function isInLayer(target: EventTarget, frame: HTMLElement | null): boolean {
  const layer = target instanceof Element ? target.closest('[popover]') : null
  return layer !== null && frame?.contains(layer) === true
}

// The whole value is chosen, so that typing replaces it; what was typed ahead is typed on.
function focusField(frame: HTMLElement | null, isTyped: boolean): void {
  const field = frame?.querySelector<HTMLElement>('input, textarea, select')
  field?.focus()
  if (!(field instanceof HTMLInputElement)) return
  if (isTyped) field.setSelectionRange(field.value.length, field.value.length)
  else field.select()
}
