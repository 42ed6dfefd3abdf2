import { type ComponentType, type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useReducer, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import type { EditorProps, LoadedProps, TypedAhead } from './editing.js'

type Part = 'text' | 'choice' | 'repeat'
const load: Readonly<Record<Part, () => Promise<ComponentType<LoadedProps>>>> = {
  text: async () => (await import('./text-editor.js')).TextEditor,
  choice: async () => (await import('./choice-editor.js')).ChoiceEditor,
  repeat: async () => (await import('../repeat/repeat-parts.js')).RepeatOrReminder,
}
const loaded = new Map<Part, ComponentType<LoadedProps>>()

function partOf({ kind, options }: Pick<EditorProps, 'kind' | 'options'>): Part {
  if (kind === 'user') return 'choice'
  if (kind === 'repeat' || kind === 'reminder') return 'repeat'
  return options !== undefined && (kind === 'enumeration' || kind === 'multi_enumeration') ? 'choice' : 'text'
}

/** Loads the editor of a kind ahead, when a person points at a value. */
export async function loadEditor(of: Pick<EditorProps, 'kind' | 'options'>): Promise<void> {
  const part = partOf(of)
  if (!loaded.has(part)) loaded.set(part, await load[part]())
}

/**
 * Edits one value where it is shown. Enter saves, Esc leaves, Tab saves and moves on, an empty field is no value.
 * Its code is loaded on first use; what is typed meanwhile goes into the editor.
 */
export function ValueEditor(props: EditorProps): ReactNode {
  const [, redraw] = useReducer((turn: number) => turn + 1, 0)
  const [hasFailed, setFailed] = useState(false)
  const typed = useRef<TypedAhead>({})
  const isHere = useRef(true)
  const Editor = loaded.get(partOf(props))
  const fetchPart = () => {
    setFailed(false)
    loadEditor(props).then(
      () => isHere.current && redraw(),
      () => isHere.current && setFailed(true),
    )
  }
  useEffect(() => {
    isHere.current = true
    if (Editor === undefined) fetchPart()
    return () => {
      isHere.current = false
    }
  }, [])
  if (Editor !== undefined) return <Editor {...props} typed={typed.current} />
  return <StandIn {...props} typed={typed.current} hasFailed={hasFailed} retry={fetchPart} />
}

interface StandInProps extends LoadedProps {
  readonly hasFailed: boolean
  readonly retry: () => void
}

/** Takes what is typed until the editor is there: it replaces the value, as it would in the editor, where the whole value is selected. */
function StandIn({ label, autoFocus, typed, hasFailed, retry, onCancel, onMove }: StandInProps): ReactNode {
  const words = useWords().field
  const field = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    if (autoFocus) field.current?.focus()
  }, [])
  const onKeyDown = (event: KeyboardEvent) => {
    const end = event.key === 'Enter' ? 'save' : event.key === 'Tab' && onMove ? (event.shiftKey ? 'previous' : 'next') : undefined
    event.stopPropagation()
    if (event.key === 'Escape') onCancel()
    if (end === undefined) return
    event.preventDefault()
    typed.end = end
    if (hasFailed) retry()
  }
  return (
    <div className="editor">
      <div className="editor-line">
        <input
          ref={field}
          type="text"
          autoComplete="off"
          aria-label={label}
          aria-busy={!hasFailed}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            typed.text = event.target.value
          }}
        />
      </div>
      {hasFailed ? (
        <p className="err" role="alert">
          {words.notLoaded}
        </p>
      ) : null}
    </div>
  )
}
