import { type MouseEvent, type RefObject, useMemo, useRef } from 'react'
import { useAddress } from '../address/use-address.js'
import type { Stage } from '../board/board-shapes.js'
import type { ColumnControl } from '../board/use-cards.js'
import type { Carrying } from '../move/use-carrying.js'
import type { useDrag } from '../move/use-drag.js'
import type { Placing } from '../move/use-placing.js'
import { usePhone } from '../part/use-media.js'
import type { StagesParts } from '../table/table-tab.js'
import type { CardActs } from './card.js'
import type { CardOf } from './card-fields.js'
import { keyActs } from './card-keys.js'

interface ActsParts {
  readonly drag: ReturnType<typeof useDrag>
  readonly carrying: Carrying
  readonly placing: Placing
  readonly drop: () => void
  readonly columns: RefObject<Map<string, ColumnControl>>
  readonly stages: readonly Stage[]
  readonly opening: StagesParts['opening']
  readonly selecting: StagesParts['selecting']
  readonly setMenu: (menu: { readonly anchor: HTMLElement; readonly card: CardOf }) => void
}

/** What cards do; the same object always, so that no card is drawn again for it. */
export function useCardActs(parts: ActsParts): CardActs {
  const { go } = useAddress()
  const isPhone = usePhone()
  const latest = useRef({ ...parts, go, isPhone })
  latest.current = { ...parts, go, isPhone }
  return useMemo(() => {
    // What the server has not answered yet is not moved again: it takes a moment.
    const isMoving = ({ id }: CardOf) => latest.current.placing.placed.some(({ card, state }) => card.id === id && state === 'moving')
    const pick: CardActs['pick'] = (card, isRange) => {
      const { selecting, columns } = latest.current
      if (selecting === undefined) return false
      const between = isRange ? idsTo(columns.current.get(card.stage), selecting.selection.anchor?.id, card.id) : []
      if (between.length > 0) selecting.takeRecords(between)
      else selecting.toggleRecord(card.id)
      return true
    }
    return {
      pick,
      press: (event, card) => {
        if (!latest.current.isPhone && !isMoving(card)) latest.current.drag.begin(event, card)
      },
      key: (event, card, index) => keyActs(event, { card, index, pick, mayMove: !isMoving(card), ...latest.current }),
      open: (event: MouseEvent<HTMLElement>, card) => {
        const { opening, go: goTo } = latest.current
        const isPick = event.metaKey || event.ctrlKey || event.shiftKey
        if (isPick && !pick(card, event.shiftKey)) return
        event.preventDefault()
        if (!isPick) goTo({ open: { type: card.type, id: card.id } }, opening.opened === undefined ? 'push' : 'replace')
      },
      menu: (anchor, card) => latest.current.setMenu({ anchor, card }),
    }
  }, [])
}

/** The cards of a column from where a range begins to that one; none where the range begins elsewhere. */
function idsTo(column: ColumnControl | undefined, anchor: string | undefined, id: string): readonly string[] {
  const [from, to] = [anchor, id].map((one) => (one === undefined ? undefined : column?.indexOf(one)))
  if (column === undefined || from === undefined || to === undefined) return []
  const first = Math.min(from, to)
  return Array.from({ length: Math.abs(from - to) + 1 }, (_, at) => column.idAt(first + at) ?? []).flat()
}
