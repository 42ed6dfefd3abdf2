import { Bold, Heading, Italic, ListOrdered, type LucideIcon } from 'lucide-react'
import type { EditorView } from 'prosemirror-view'
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useReducer, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { Icon } from '../part/icon.js'
import { LinkField } from './link-field.js'
import { type Formatting, format, isFormatted, linkOf, openRichEditor, setLink, type TypedText } from './rich-editor.js'

/** What writes a note. */
export interface NoteEditorProps {
  /** The note at first: markup, or plain text. */
  readonly value: string
  /** Names it to a screen reader. */
  readonly label: string
  readonly autoFocus?: boolean
  /** The id of what says what is wrong with it. */
  readonly describedBy?: string | undefined
  /** The note after each change, as markup; `''` when it is empty. */
  readonly onChange: (html: string) => void
  /** Ctrl Enter. */
  readonly onSend?: () => void
}

const buttons: readonly (readonly [what: Formatting, icon: string | LucideIcon])[] = [
  ['bold', Bold],
  ['italic', Italic],
  ['heading', Heading],
  ['bullets', 'list'],
  ['numbers', ListOrdered],
]

/** What became of the plain field in place of the editor, as long as that is not there. */
export interface Meanwhile {
  hasFocus: boolean
  typed: TypedText | undefined
}
interface RichNoteProps extends NoteEditorProps {
  readonly meanwhile: RefObject<Meanwhile>
}

/** The editor of a note, with its buttons. */
export function RichNote(props: RichNoteProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null)
  const [isLinking, setLinking] = useState(false)
  const view = useRichEditor(props, frame, () => setLinking(true))
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the field inside are its own
    <div className="note-editor" onKeyDown={(event) => (event.ctrlKey || event.metaKey) && event.stopPropagation()}>
      <div ref={frame} />
      <FormatBar view={view} link={() => setLinking(true)} />
      {isLinking && view !== undefined ? (
        <LinkField
          value={linkOf(view)}
          set={(href) => {
            setLinking(false)
            setLink(view, href)
          }}
          close={() => {
            setLinking(false)
            view.focus()
          }}
        />
      ) : null}
    </div>
  )
}

function FormatBar({ view, link }: { readonly view: EditorView | undefined; readonly link: () => void }): ReactNode {
  const words = useWords().note
  return (
    <fieldset className="note-bar">
      <legend className="sr">{words.formatting}</legend>
      {buttons.map(([what, icon]) => (
        <button
          key={what}
          type="button"
          className="ib tiny"
          aria-label={words[what]}
          title={words[what]}
          aria-pressed={view !== undefined && isFormatted(view, what)}
          onClick={() => view && format(view, what)}
        >
          <Icon name={icon} size={14} />
        </button>
      ))}
      <button type="button" className="ib tiny" aria-label={words.link} title={words.link} onClick={link}>
        <Icon name="link" size={14} />
      </button>
    </fieldset>
  )
}

/** The editor in a frame, once it is open; the component is drawn again after each change of its text and selection. */
function useRichEditor(props: RichNoteProps, frame: RefObject<HTMLDivElement | null>, onLink: () => void): EditorView | undefined {
  const latest = useRef(props)
  latest.current = props
  const [, redraw] = useReducer((turn: number) => turn + 1, 0)
  const [view, setView] = useState<EditorView>()
  useLayoutEffect(() => {
    if (frame.current === null) return
    const { label, value } = latest.current
    // As it is now: React may have made this some time before it puts it in place of the plain field.
    const { typed, hasFocus } = latest.current.meanwhile.current
    const attributes = { role: 'textbox', 'aria-multiline': 'true', 'aria-label': label, dir: 'auto', class: 'note-field note-text' }
    let last: string | undefined
    const onChange = (html: string) => {
      redraw()
      if (html !== last) latest.current.onChange(html)
      last = html
    }
    const opened = openRichEditor({
      frame: frame.current,
      value,
      typed,
      attributes,
      onChange,
      onLink,
      onSend: () => latest.current.onSend?.(),
    })
    setView(opened)
    if (hasFocus) opened.focus()
    return () => opened.destroy()
  }, [])
  useDescribed(view, props.describedBy)
  return view
}

function useDescribed(view: EditorView | undefined, by: string | undefined): void {
  useEffect(() => {
    if (by === undefined) view?.dom.removeAttribute('aria-describedby')
    else view?.dom.setAttribute('aria-describedby', by)
    view?.dom.setAttribute('aria-invalid', String(by !== undefined))
  }, [view, by])
}
