import { lazy, type ReactNode, Suspense, useRef, useState } from 'react'
import { Boundary } from '../part/boundary.js'
import { plainText, toMarkup } from './note-markup.js'
import type { NoteEditorProps } from './rich-note.js'

const RichNote = lazy(async () => ({ default: (await import('./rich-note.js')).RichNote }))

/** Writes a note with bold, italic, lists, headings and links. Until its code is there, and if it cannot be loaded, a plain field takes the text. */
export function NoteEditor(props: NoteEditorProps): ReactNode {
  const typed = useRef<string>(undefined)
  const hadFocus = useRef(props.autoFocus === true)
  const plain = <PlainNote {...props} typed={typed} hadFocus={hadFocus} />
  return (
    <Boundary what={props.label} instead={() => plain}>
      <Suspense fallback={plain}>
        <Rich {...props} typed={typed} hadFocus={hadFocus} />
      </Suspense>
    </Boundary>
  )
}

interface Meanwhile {
  /** The text that was typed into the plain field. */
  readonly typed: { current: string | undefined }
  readonly hadFocus: { current: boolean }
}

function Rich({ typed, hadFocus, ...props }: NoteEditorProps & Meanwhile): ReactNode {
  const { current } = typed
  return <RichNote {...props} autoFocus={hadFocus.current} value={current === undefined ? props.value : toMarkup(current)} />
}

function PlainNote({ value, label, autoFocus, describedBy, onChange, onSend, typed, hadFocus }: NoteEditorProps & Meanwhile): ReactNode {
  const [text, setText] = useState(() => typed.current ?? plainText(value))
  return (
    <div className="note-editor">
      <textarea
        className="note-field"
        rows={4}
        dir="auto"
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={describedBy === undefined ? undefined : true}
        // biome-ignore lint/a11y/noAutofocus: a person has just asked to write here
        autoFocus={autoFocus}
        value={text}
        onFocus={() => {
          hadFocus.current = true
        }}
        onBlur={() => {
          hadFocus.current = false
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSend?.()
        }}
        onChange={(event) => {
          typed.current = event.target.value
          setText(event.target.value)
          onChange(toMarkup(event.target.value))
        }}
      />
    </div>
  )
}
