import { type RefObject, useRef } from 'react'
import { useAddress } from '../address/use-address.js'
import type { StagesParts } from '../table/table-tab.js'
import type { FeedState } from './feed-pages.js'
import type { ListedFeed } from './listed-feed.js'

interface ControlParts {
  readonly control: StagesParts['control']
  readonly scroller: RefObject<HTMLElement | null>
  readonly opening: StagesParts['opening']
  readonly rows: FeedState['rows']
  readonly who: ListedFeed['list']['who']
}

/** The keys of a list, in a feed: they go from item to item, and from the open contact to that of the next item. */
export function useFeedControl({ control, scroller, opening, rows, who }: ControlParts): void {
  const { go } = useAddress()
  const last = useRef<string>(undefined)
  const here = () => document.activeElement?.closest<HTMLElement>('.feed [data-item]')?.dataset['item']
  const placeOf = (id: string | undefined) => rows.findIndex(({ row }) => row.id === id)
  const focusAt = (index: number) => {
    const id = rows[Math.max(0, Math.min(index, rows.length - 1))]?.row.id
    if (id === undefined) return
    last.current = id
    scroller.current?.querySelector<HTMLElement>(`[data-item="${CSS.escape(id)}"] .who`)?.focus()
  }
  const current = () => placeOf(here() ?? last.current)
  control.current = {
    activeRow: Math.max(0, current()),
    move: (by) => {
      focusAt(here() === undefined ? Math.max(0, current()) : current() + by)
      return -1
    },
    focusRow: () => focusAt(Math.max(0, current())),
    reveal: () => {},
    step: (by) => {
      if (opening.opened === undefined) return
      const from = current()
      const at = from >= 0 ? from : rows.findIndex(({ row }) => row[who.id] === opening.opened?.id)
      const id = rows[at + by]?.row[who.id]
      if (typeof id !== 'string') return
      focusAt(at + by)
      go({ open: { type: who.type, id } }, 'replace')
    },
    get activeId() {
      return here()
    },
  }
}
