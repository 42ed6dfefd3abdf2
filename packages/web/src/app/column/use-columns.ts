import { useEffect, useMemo, useRef } from 'react'
import { useWords } from '../../words/use-words.js'
import { useAddress } from '../address/use-address.js'
import type { Blocks } from '../block/renderer.js'
import type { ColumnChoice, SavedView } from '../data/answers.js'
import { usePreference } from '../data/use-preference.js'
import { chosenColumns } from '../grid/chosen-columns.js'
import { type Column, columnsOf } from '../grid/columns.js'
import { useTranslate } from '../language/texts-provider.js'
import { recall, remember } from '../shell/kept.js'
import { columnsStore } from '../table/list-question.js'
import { useToasts } from '../toast/toasts.js'
import { laidOver, type Measure, type Overlay, overlayName, overlayOf, parseOverlay, toKept, widthLimits } from './overlay.js'

/** The columns of a view as the user has them. */
export interface UsedColumns {
  /** All columns that there are, and those that are shown. */
  readonly all: readonly Column[]
  readonly shown: readonly Column[]
  /** The user's overlay over what the view says. */
  readonly overlay: Overlay
  /** The user's own part of it. */
  readonly own: Overlay
  /** Whether the overlay is known; until then the columns may be others. */
  readonly isKnown: boolean
  /** Shows these columns; `undefined` goes back to the view's own, with its widths and totals. */
  readonly change: (fields: readonly string[] | undefined) => void
  /** Forgets the user's own part. */
  readonly forget: () => void
  /** Makes a column so wide; `undefined` lets it be as wide as it needs. */
  readonly resize: (field: string, width: number | undefined) => void
  /** Shows this under a column. */
  readonly measure: (field: string, measure: Measure) => void
}

/** The columns of a table: those of the address, else those of the user's overlay, else the view's own. */
export function useColumns(block: Blocks['table'], choices: readonly ColumnChoice[] | undefined, view: SavedView | undefined): UsedColumns {
  const { address, aside, go } = useAddress()
  const toasts = useToasts()
  const { table: words, problem: say } = useWords()
  const translate = useTranslate()
  const [kept, keep] = usePreference(overlayName(block.provider, view))
  useMoved(columnsStore(block.provider, view), kept, keep)
  const own = useMemo(() => parseOverlay(kept), [kept])
  const overlay = useMemo(() => laidOver(overlayOf(view), own), [view, own])
  const fields = address.columns ?? overlay.columns
  const all = useMemo(() => columnsOf(block.columns, choices, translate), [block.columns, choices, translate])
  const shown = useMemo(() => chosenColumns(all, fields), [all, JSON.stringify(fields)])
  const save = async (next: Overlay) => {
    const outcome = await keep(toKept(next))
    if (!outcome.ok) toasts.show({ tone: 'refused', title: words.notKept, detail: say(outcome.problem) })
  }
  return {
    ...{ all, shown, overlay, own, isKnown: kept !== undefined },
    change: (next) => {
      void save(next === undefined ? { widths: {}, totals: {} } : { ...own, columns: next })
      go({ columns: next }, 'replace', aside)
    },
    forget: () => void save({ widths: {}, totals: {} }),
    resize: (field, width) => {
      const { [field]: _before, ...others } = own.widths
      void save({ ...own, widths: width === undefined ? others : { ...others, [field]: inLimits(width) } })
    },
    measure: (field, measure) => void save({ ...own, totals: { ...own.totals, [field]: measure } }),
  }
}

/** The columns that this device kept before the server did move there once. */
function useMoved(store: string, kept: unknown, keep: ReturnType<typeof usePreference>[1]): void {
  const moved = useRef(new Set<string>())
  useEffect(() => {
    const columns = recall<unknown>(store)
    if (kept === undefined || columns === undefined || moved.current.has(store)) return
    moved.current.add(store)
    if (kept !== null || !Array.isArray(columns)) return remember(store, null)
    const overlay = parseOverlay({ columns })
    void keep(toKept(overlay)).then(({ ok }) => ok && remember(store, null))
  }, [store, kept, keep])
}

function inLimits(width: number): number {
  return Math.round(Math.min(widthLimits.most, Math.max(widthLimits.least, width)))
}
