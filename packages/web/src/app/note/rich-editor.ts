import { baseKeymap, chainCommands, exitCode, setBlockType, toggleMark } from 'prosemirror-commands'
import { history, redo, undo } from 'prosemirror-history'
import { inputRules, textblockTypeInputRule, wrappingInputRule } from 'prosemirror-inputrules'
import { keymap } from 'prosemirror-keymap'
import { DOMSerializer, type MarkType, type Node, DOMParser as NodeParser, type NodeType } from 'prosemirror-model'
import { liftListItem, sinkListItem, splitListItem, wrapInList } from 'prosemirror-schema-list'
import { type Command, EditorState, Selection, TextSelection } from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'
import { isMarkup, toMarkup } from './note-markup.js'
import { noteSchema } from './note-schema.js'
import { cleanPaste } from './paste.js'

/** What a button of the editor does. */
export type Formatting = 'bold' | 'italic' | 'heading' | 'bullets' | 'numbers'

/** A text that was typed into a plain field, and what is chosen of it there. */
export interface TypedText {
  readonly text: string
  readonly from: number
  readonly to: number
}
interface RichOptions {
  readonly frame: HTMLElement
  readonly value: string
  /** What a person has made of the value before the editor was there. */
  readonly typed: TypedText | undefined
  readonly attributes: Readonly<Record<string, string>>
  /** After each change of the text or of the selection. */
  readonly onChange: (html: string) => void
  readonly onLink: () => void
  readonly onSend: () => void
}

const { nodes, marks } = noteSchema
const node = (name: string) => nodes[name] as NodeType
const mark = (name: string) => marks[name] as MarkType

/** Makes the editor of a note in a frame; destroy the view when the frame goes. */
export function openRichEditor({ frame, value, typed, attributes, onChange, onLink, onSend }: RichOptions): EditorView {
  const run =
    (act: () => void): Command =>
    () => {
      act()
      return true
    }
  const html = parse(typed === undefined ? value : toMarkup(typed.text))
  const doc = NodeParser.fromSchema(noteSchema).parse(html, { preserveWhitespace: typed !== undefined })
  const state = EditorState.create({
    doc,
    selection: typed === undefined ? Selection.atEnd(doc) : selectionOf(doc, typed),
    plugins: [
      inputRules({ rules: typedMarkup() }),
      history(),
      keymap({
        'Mod-Enter': run(onSend),
        'Mod-k': run(onLink),
        'Mod-z': undo,
        'Mod-y': redo,
        'Shift-Mod-z': redo,
        'Mod-b': commandOf('bold'),
        'Mod-i': commandOf('italic'),
        'Shift-Enter': chainCommands(exitCode, breakLine),
        Enter: splitListItem(node('list_item')),
        'Mod-[': liftListItem(node('list_item')),
        'Mod-]': sinkListItem(node('list_item')),
      }),
      keymap(baseKeymap),
    ],
  })
  const view: EditorView = new EditorView(frame, {
    state,
    attributes,
    transformPastedHTML: cleanPaste,
    // The editor would take Esc and do nothing with it: it is the key of what the editor is in.
    handleDOMEvents: { keydown: (_, { key }) => key === 'Escape' },
    dispatchTransaction: (change) => {
      view.updateState(view.state.apply(change))
      onChange(htmlOf(view))
    },
  })
  return view
}

// Each line is a paragraph: its end and the beginning of the next one are two places, where the text has one.
function selectionOf(doc: Node, { text, from, to }: TypedText): Selection {
  const at = (place: number) => doc.resolve(Math.min(1 + place + text.slice(0, place).split('\n').length - 1, doc.content.size))
  return TextSelection.between(at(from), at(to))
}

/** The note in the editor as markup; `''` for an empty one. */
export function htmlOf({ state: { doc } }: EditorView): string {
  if (doc.textContent.trim() === '') return ''
  const frame = document.createElement('div')
  frame.append(DOMSerializer.fromSchema(noteSchema).serializeFragment(doc.content))
  return frame.innerHTML
}

/** Does what a button says to the selection. */
export function format(view: EditorView, what: Formatting): void {
  commandOf(what)(view.state, view.dispatch)
  view.focus()
}

/** Whether the selection has it. */
export function isFormatted({ state: { selection, storedMarks, doc } }: EditorView, what: Formatting): boolean {
  const { $from, from, to, empty } = selection
  if (what === 'bold' || what === 'italic') {
    const type = mark(what === 'bold' ? 'strong' : 'em')
    return empty ? type.isInSet(storedMarks ?? $from.marks()) !== undefined : doc.rangeHasMark(from, to, type)
  }
  const name = { heading: 'heading', bullets: 'bullet_list', numbers: 'ordered_list' }[what]
  return Array.from({ length: $from.depth }, (_, depth) => $from.node(depth + 1).type.name).includes(name)
}

/** The address of the link at the selection; `''` without one. */
export function linkOf({ state: { selection } }: EditorView): string {
  const found = mark('link').isInSet(selection.$from.marks()) ?? mark('link').isInSet(selection.$to.marks())
  return String(found?.attrs['href'] ?? '')
}

/** Links the selection to an address; without a selection the address itself is written. `undefined` takes the link away. */
export function setLink(view: EditorView, href: string | undefined): void {
  const { from, to, empty } = view.state.selection
  const link = mark('link')
  const change = view.state.tr
  if (href === undefined) change.removeMark(from, to, link)
  else if (empty) change.insert(from, noteSchema.text(href, [link.create({ href })]))
  else change.removeMark(from, to, link).addMark(from, to, link.create({ href }))
  view.dispatch(change)
  view.focus()
}

function commandOf(what: Formatting): Command {
  switch (what) {
    case 'bold':
      return toggleMark(mark('strong'))
    case 'italic':
      return toggleMark(mark('em'))
    case 'heading':
      return chainCommands(setBlockType(node('heading')), setBlockType(node('paragraph')))
    case 'bullets':
      return chainCommands(wrapInList(node('bullet_list')), liftListItem(node('list_item')))
    case 'numbers':
      return chainCommands(wrapInList(node('ordered_list')), liftListItem(node('list_item')))
  }
}

const breakLine: Command = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(node('hard_break').create()).scrollIntoView())
  return true
}

// `- `, `1. `, `> ` and `# ` at the start of a line.
const typedMarkup = () => [
  wrappingInputRule(/^\s*[-*]\s$/, node('bullet_list')),
  wrappingInputRule(/^1\.\s$/, node('ordered_list')),
  wrappingInputRule(/^\s*>\s$/, node('blockquote')),
  textblockTypeInputRule(/^#{1,3}\s$/, node('heading')),
]

// A stored note is as little trusted as a pasted one: the schema reads what it knows.
function parse(value: string): HTMLElement {
  return new DOMParser().parseFromString(cleanPaste(isMarkup(value) ? value : toMarkup(value)), 'text/html').body
}
