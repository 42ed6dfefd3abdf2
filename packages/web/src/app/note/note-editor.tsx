import { type ReactNode, type RefObject, Suspense, useRef, useState } from 'react'
import { lazily } from '../early/lazily.js'
import { Boundary } from '../part/boundary.js'
import { plainText, toMarkup } from './note-markup.js'
import type { Meanwhile, NoteEditorProps } from './rich-note.js'

const RichNote = lazily('RichNote', () => import('./rich-note.js'))

/** Writes a note with bold, italic, lists, headings and links. Until its code is there, and if it cannot be loaded, a plain field takes the text. */
export function NoteEditor(props: NoteEditorProps): ReactNode {
  const meanwhile = useRef<Meanwhile>({ hasFocus: props.autoFocus === true, typed: undefined })
  const plain = <PlainNote {...props} meanwhile={meanwhile} />
  return (
    <Boundary what={props.label} instead={() => plain}>
      <Suspense fallback={plain}>
        <RichNote {...props} meanwhile={meanwhile} />
      </Suspense>
    </Boundary>
  )
}

interface PlainNoteProps extends NoteEditorProps {
  readonly meanwhile: RefObject<Meanwhile>
}

function PlainNote({ value, label, autoFocus, describedBy, onChange, onSend, meanwhile }: PlainNoteProps): ReactNode {
  const [text, setText] = useState(() => meanwhile.current.typed?.text ?? plainText(value))
  const note = ({ value: typed, selectionStart: from, selectionEnd: to }: HTMLTextAreaElement) => {
    if (meanwhile.current.typed !== undefined || typed !== text) meanwhile.current.typed = { text: typed, from, to }
  }
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
          meanwhile.current.hasFocus = true
        }}
        onBlur={() => {
          meanwhile.current.hasFocus = false
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSend?.()
        }}
        onSelect={({ currentTarget }) => note(currentTarget)}
        onChange={({ currentTarget }) => {
          note(currentTarget)
          setText(currentTarget.value)
          onChange(toMarkup(currentTarget.value))
        }}
      />
    </div>
  )
}
