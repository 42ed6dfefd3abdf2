import type { FilterData } from '@tenure/core/contract'
import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { isSame } from '../data/same.js'
import { useReading } from '../format/use-formats.js'
import { moveThrough } from './builder-keys.js'
import { CountsCard, currenciesOf, Left, type Narrowing, useCounts } from './counts-card.js'
import { sentenceOf } from './filter-sentence.js'
import { findNode, type GroupNode, toFilter, toTree } from './filter-tree.js'
import { AddRow, ModeSwitch, NodeRow, removeNode } from './node-row.js'
import {
  type FilterEditing,
  FilterEditingProvider,
  type FocusPart,
  useFilterEditing,
  useFilterFields,
  useFilterWords,
} from './use-filter-editing.js'

interface FilterEditorProps {
  /** The collection whose records are counted; without one nothing is. */
  readonly collection?: string
  /** The view that the filter is compared with. */
  readonly view?: string | undefined
  /** The object type, or the role, of its records. */
  readonly type: string
  readonly filter: FilterData | undefined
  readonly onChange: (filter: FilterData) => void
  readonly close: () => void
  /** What the records are called, such as the title of the tab; the plural of their type if absent. */
  readonly things?: string
  /** What the list is narrowed by besides: the numbers are those of the list. */
  readonly narrowing?: Omit<Narrowing, 'view'>
}

/** Builds a filter: a sentence, the conditions as buttons with how many each leaves, and what the records come to. Esc closes it. */
export function FilterEditor(props: FilterEditorProps): ReactNode {
  const { collection, view, type, filter, onChange, close, narrowing } = props
  const words = useFilterWords()
  const reading = useReading()
  const [root, setRoot] = useTree(filter, onChange)
  const { fieldsOf, hasFailed } = useFilterFields(type, root)
  const fields = fieldsOf(type)
  const counts = useCounts(collection, toFilter(root), { ...narrowing, ...(view !== undefined && { view }) })
  const frame = useRef<HTMLElement>(null)
  const focusOn = useFocus(frame, root)
  // Without a list it is a part of a form, which has its own place for the focus.
  const isAlone = collection !== undefined
  const leave = useOpening(frame, fields !== undefined && isAlone)
  const currencies = useMemo(() => currenciesOf(counts.value?.totals ?? [], fields), [counts.value, fields])
  const editing: FilterEditing = { words, reading, root, fieldsOf, currencies, change: setRoot, focusOn }
  const things = props.things ?? words.roles[type] ?? reading.translate(fields?.plural ?? '')
  const few = lowered(things, reading.formats.env.locale)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented && isAlone) {
      event.stopPropagation()
      close()
      return leave()
    }
    const row = frame.current && moveThrough(event, frame.current)
    if (row && findNode(root, row) !== undefined) removeNode(root, row, setRoot, focusOn)
  }
  if (fields === undefined) return <Waiting hasFailed={hasFailed} />
  return (
    <FilterEditingProvider value={editing}>
      <section ref={frame} className="build" aria-label={words.title} onKeyDown={onKeyDown}>
        <Sentence root={root} type={type} things={[things, few]} />
        <div className="build-in">
          <Rows root={root} type={type} things={few} counts={counts} />
          {collection === undefined ? null : <CountsCard counts={counts} root={root} type={type} things={few} />}
        </div>
      </section>
    </FilterEditingProvider>
  )
}

// German nouns keep their capitals.
function lowered(things: string, locale: string): string {
  return locale.startsWith('de') ? things : things.toLocaleLowerCase(locale)
}

function Waiting({ hasFailed }: { readonly hasFailed: boolean }): ReactNode {
  const words = useFilterWords()
  return (
    <section className="build" aria-label={words.title} aria-busy={!hasFailed}>
      <p className={`small ${hasFailed ? 'err' : 't3'}`} role={hasFailed ? 'alert' : 'status'}>
        {hasFailed ? words.failed : words.loading}
      </p>
    </section>
  )
}

function Sentence({
  root,
  type,
  things,
}: {
  readonly root: GroupNode
  readonly type: string
  readonly things: readonly [string, string]
}): ReactNode {
  const editing = useFilterEditing()
  return (
    <p className="say" aria-live="polite">
      {sentenceOf(root, type, things, editing).map(({ text, isStrong }, at) =>
        isStrong ? <b key={at}>{text}</b> : <span key={at}>{text}</span>,
      )}
    </p>
  )
}

interface RowsProps {
  readonly root: GroupNode
  readonly type: string
  readonly things: string
  readonly counts: ReturnType<typeof useCounts>
}

function Rows({ root, type, things, counts: { value } }: RowsProps): ReactNode {
  const { words } = useFilterEditing()
  const steps = stepsByKey(root, value?.steps ?? [])
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of buttons, no form
    <div className="grp" role="group" aria-label={words.conditions} aria-description={words.keys}>
      {root.parts.length === 0 ? null : (
        <div className="cond top-line" data-row="mode">
          <span />
          <span className="glabel">{root.parts.length > 1 ? <ModeSwitch group={root} /> : null}</span>
          <span className="left micro t3">{root.mode === 'any' ? words.matchSoFar : words.stillMatch}</span>
          <span />
        </div>
      )}
      {root.parts.map((part, at) => (
        <NodeRow
          key={part.key}
          node={part}
          type={type}
          group={root}
          joiner={joinerOf(words, root.mode, at, part.nots % 2 === 1)}
          left={<Left count={steps.get(part.key)} all={value?.all ?? 0} things={things} />}
        />
      ))}
      <AddRow group={root} type={type} />
    </div>
  )
}

/** Steps are of the parts that are finished, in order. */
function stepsByKey(root: GroupNode, steps: readonly (number | null)[]): ReadonlyMap<string, number | null> {
  const whole = root.parts.filter((part) => toFilterIsPart(part))
  return new Map(whole.flatMap((part, at) => (steps[at] === undefined ? [] : [[part.key, steps[at]] as const])))
}
function toFilterIsPart(part: GroupNode['parts'][number]): boolean {
  const alone = toFilter({ node: 'group', key: '', nots: 0, mode: 'any', parts: [part], isImplicit: false })
  return !('filters' in alone) || alone.filters.length > 0
}

function joinerOf(words: FilterEditing['words'], mode: GroupNode['mode'], at: number, isNot: boolean): string {
  const word = at === 0 ? words.where : mode === 'any' ? words.or : words.and
  return isNot ? `${word} ${words.not}` : word
}

/** The filter as a tree. It is read again when it comes changed from elsewhere, and given back when a change has made another filter of it. */
function useTree(filter: FilterData | undefined, onChange: (filter: FilterData) => void): readonly [GroupNode, (root: GroupNode) => void] {
  const [root, setRoot] = useState(() => toTree(filter))
  const written = useRef(filter)
  useEffect(() => {
    if (isSame(filter, written.current)) return
    written.current = filter
    setRoot(toTree(filter))
  }, [filter])
  const change = (next: GroupNode) => {
    setRoot(next)
    const now = toFilter(next)
    if (isSame(now, written.current ?? { test: 'all', filters: [] })) return
    written.current = now
    onChange(now)
  }
  return [root, change]
}

/** Takes the focus in once it is drawn, unless the person has gone elsewhere meanwhile. What it answers gives the focus back. */
function useOpening(frame: { readonly current: HTMLElement | null }, isDrawn: boolean): () => void {
  const opener = useRef(document.activeElement)
  useEffect(() => {
    const { activeElement } = document
    if (!isDrawn || (activeElement !== document.body && activeElement !== opener.current)) return
    frame.current?.querySelector<HTMLElement>('.cond .part, .addrow button')?.focus()
  }, [isDrawn])
  return () => {
    const before = opener.current
    // The button may have been drawn afresh meanwhile; it is the last of the quick filters.
    const quick = [...document.querySelectorAll<HTMLElement>('.filters .quick')].at(-1)
    if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus()
    else quick?.focus()
  }
}

const controls: Readonly<Record<FocusPart, string>> = { first: 'button', property: '.part.p', operator: '.part.o', value: '.part.v' }
/** Puts the focus where a change has led, once that is drawn: it is never lost. What has no value yet opens at once. */
function useFocus(frame: { readonly current: HTMLElement | null }, root: GroupNode): FilterEditing['focusOn'] {
  const wanted = useRef<{ readonly key: string; readonly part: FocusPart }>(undefined)
  // With the drawing of the changed tree itself: an effect of an earlier one would look for what is not there yet.
  useLayoutEffect(() => {
    const row = wanted.current && frame.current?.querySelector(`[data-row="${wanted.current.key}"]`)
    if (wanted.current === undefined || !row) return
    const found = row.querySelector<HTMLElement>(controls[wanted.current.part]) ?? row.querySelector<HTMLElement>('button')
    wanted.current = undefined
    found?.focus()
    if (found?.matches('.open-value')) found.click()
  }, [root])
  return (key, part = 'first') => {
    wanted.current = { key, part }
  }
}
