import '../styles/palette.css'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { useConnection } from '../data/use-source.js'
import { useReading } from '../format/use-formats.js'
import { Icon } from '../part/icon.js'
import { controlKey } from './control-key.js'
import type { Entry } from './entries.js'
import { EntryList } from './entry-list.js'
import { type Places, useEntries } from './use-entries.js'
import { type Searched, useSearch } from './use-search.js'

interface PaletteProps {
  readonly places: Places
  readonly close: () => void
}

/** Search and commands over the page: one field, and below it all that its text names. The focus stays in the field. */
export function Palette({ places, close }: PaletteProps): ReactNode {
  const words = useWords().palette
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<string>()
  const search = useSearch(text)
  const sections = useEntries(text, search.hits, places)
  const entries = sections.flatMap((section) => section.entries)
  const active = entries.find((entry) => entry.id === chosen) ?? entries[0]
  useLayoutEffect(() => dialog.current?.showModal(), [])
  const leave = () => dialog.current?.close()
  const run = (entry: Entry, isBeside: boolean) => {
    if (isBeside && entry.href !== undefined) return void window.open(window.location.pathname + entry.href, '_blank', 'noopener')
    // The focus goes back to where it was before anything else takes it.
    leave()
    entry.run()
  }
  const wait = useWait(text, search.isSettled, () => active !== undefined && run(active, false))
  const type = (typed: string) => {
    setText(typed)
    setChosen(undefined)
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes it too
    <dialog
      ref={dialog}
      className="palette"
      aria-label={words.open}
      onClose={close}
      onClick={({ target, currentTarget }) => target === currentTarget && currentTarget.close()}
    >
      <div className="q">
        <Icon name="search" />
        <Field id={id} text={text} entries={entries} active={active} type={type} point={setChosen} run={run} wait={wait} leave={leave} />
        <Count text={text} count={entries.length} isSettled={search.isSettled} />
        <kbd>Esc</kbd>
        <button type="button" className="ib only-phone" aria-label={words.close} onClick={leave}>
          <Icon name="x" />
        </button>
      </div>
      <EntryList
        id={`${id}-list`}
        optionId={(entry) => optionId(id, entry)}
        text={text}
        sections={sections}
        active={active}
        run={run}
        point={setChosen}
      />
      <Note text={text} search={search} isEmpty={entries.length === 0} />
      <Foot />
    </dialog>
  )
}

interface FieldProps {
  readonly id: string
  readonly text: string
  readonly entries: readonly Entry[]
  readonly active: Entry | undefined
  readonly type: (text: string) => void
  readonly point: (id: string | undefined) => void
  readonly run: (entry: Entry, isBeside: boolean) => void
  /** Nothing is found yet: what will be is opened then. */
  readonly wait: () => void
  readonly leave: () => void
}

/** The field: it keeps the focus, takes all keys, and names the active entry. */
function Field({ id, text, entries, active, type, point, run, wait, leave }: FieldProps): ReactNode {
  const words = useWords().palette
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const isWithControl = event.ctrlKey || event.metaKey
    if (event.key === 'Enter' && active !== undefined) run(active, isWithControl)
    else if (event.key === 'Enter') wait()
    else if (isWithControl && event.key.toLowerCase() === 'k') leave()
    else if (event.key === 'ArrowDown') point(besideOf(entries, active, 1)?.id)
    else if (event.key === 'ArrowUp') point(besideOf(entries, active, -1)?.id)
    else return
    event.preventDefault()
  }
  return (
    <input
      role="combobox"
      aria-expanded={entries.length > 0}
      aria-controls={`${id}-list`}
      aria-activedescendant={active === undefined ? undefined : optionId(id, active)}
      aria-autocomplete="list"
      aria-label={words.placeholder}
      placeholder={words.placeholder}
      maxLength={200}
      spellCheck={false}
      autoComplete="off"
      value={text}
      onChange={(event) => type(event.target.value)}
      onKeyDown={onKeyDown}
    />
  )
}

/** Who presses Enter before the answer has come gets its first entry when it comes, unless more is typed. */
function useWait(text: string, isSettled: boolean, run: () => void): () => void {
  const [waiting, setWaiting] = useState<string>()
  const isDue = waiting === text && isSettled && text.trim() !== ''
  const latest = useRef(run)
  latest.current = run
  useEffect(() => {
    if (!isDue) return
    setWaiting(undefined)
    latest.current()
  }, [isDue])
  return () => setWaiting(text)
}

function optionId(id: string, entry: Entry): string {
  return `${id}-${entry.id.replace(/\s/g, '-')}`
}
// The ends meet.
function besideOf(entries: readonly Entry[], active: Entry | undefined, step: number): Entry | undefined {
  const now = active === undefined ? -1 : entries.indexOf(active)
  return entries[(now + step + entries.length) % entries.length]
}

interface CountProps {
  readonly text: string
  readonly count: number
  readonly isSettled: boolean
}

/** How many entries there are, said once they are known. */
function Count({ text, count, isSettled }: CountProps): ReactNode {
  const words = useWords().palette
  const { formats } = useReading()
  const number = formats.number(count)
  const isSaid = text.trim() !== '' && isSettled
  return (
    <>
      <span className="small t3 num" aria-hidden="true">
        {isSaid ? number : ''}
      </span>
      <span className="sr" role="status">
        {isSaid ? words.count(count, number) : ''}
      </span>
    </>
  )
}

interface NoteProps {
  readonly text: string
  readonly search: Searched
  readonly isEmpty: boolean
}

/** Why records are missing, or that there is nothing of that name. */
function Note({ text, search, isEmpty }: NoteProps): ReactNode {
  const { palette: words, problem: textOf } = useWords()
  const isLost = useConnection().state === 'lost'
  const isSearched = text.trim() !== ''
  const note = isLost
    ? words.offline
    : search.problem !== undefined && isSearched
      ? words.failed(textOf(search.problem))
      : isEmpty && !isSearched
        ? words.nothingYet
        : isEmpty && search.isSettled
          ? words.none(text.trim())
          : undefined
  return (
    <p className={note === undefined ? 'sr' : 'say'} role="status">
      {note}
    </p>
  )
}

function Foot(): ReactNode {
  const { palette: words, user } = useWords()
  return (
    <footer className="pf" aria-hidden="true">
      <span>
        <kbd>↑</kbd>
        <kbd>↓</kbd> {words.move}
      </span>
      <span>
        <kbd>Enter</kbd> {words.choose}
      </span>
      <span>
        <kbd>{user.keyName(controlKey)}</kbd>
        <kbd>Enter</kbd> {words.beside}
      </span>
      <span className="grow" />
      <span>{words.rights}</span>
    </footer>
  )
}
