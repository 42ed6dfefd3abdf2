import { type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { BlockMenu } from '../chart/block-menu.js'
import { Icon } from '../part/icon.js'
import { isSamePlace, keyed, moved, type PlacedTile, sized } from './arranging.js'
import type { TileGridProps, TileItem } from './tile-grid-props.js'
import '../styles/tiles.css'

interface Lifted {
  readonly id: string
  readonly by: 'keys' | 'pointer'
  readonly before: readonly PlacedTile[]
}

/** Blocks on twelve columns. A handle lifts one: arrows and dragging move it, Shift with arrows and its corner size it; each step is spoken. */
export function TileGrid({ label, tiles, onArrange }: TileGridProps): ReactNode {
  const words = useWords().tiles
  const frame = useRef<HTMLUListElement>(null)
  const { order, lifted, said, act } = useArranging(tiles, onArrange, words)
  const byId = new Map(tiles.map((tile) => [tile.id, tile]))
  const shown = order.flatMap(({ id, width, height }) => {
    const tile = byId.get(id)
    return tile === undefined ? [] : [{ ...tile, width, height }]
  })
  return (
    <>
      <ul className="tiles" aria-label={label} ref={frame}>
        {shown.map((tile) => (
          <Tile key={tile.id} tile={tile} lifted={lifted?.id === tile.id ? lifted.by : undefined} act={onArrange && act} frame={frame} />
        ))}
      </ul>
      <p className="sr" role="status" aria-live="assertive">
        {said}
      </p>
    </>
  )
}

interface Act {
  readonly lift: (id: string, by: Lifted['by']) => void
  readonly change: (next: readonly PlacedTile[], id: string) => void
  readonly end: (isKept: boolean) => void
  readonly order: () => readonly PlacedTile[]
}
type Words = ReturnType<typeof useWords>['tiles']

/** The order while a tile is lifted, and what is said of it. */
function useArranging(tiles: readonly TileItem[], onArrange: TileGridProps['onArrange'], words: Words) {
  const given = tiles.map(({ id, width, height }) => ({ id, width, height }))
  const [pending, setPending] = useState<readonly PlacedTile[]>()
  const [lifted, setLifted] = useState<Lifted>()
  const [said, say] = useState('')
  // What was arranged stays until the answer has it.
  useEffect(() => {
    if (lifted === undefined) setPending(undefined)
  }, [JSON.stringify(given)])
  const order = pending ?? given
  const titleOf = (id: string) => tiles.find((tile) => tile.id === id)?.title ?? ''
  const act: Act = {
    order: () => order,
    lift: (id, by) => {
      setLifted({ id, by, before: order })
      say(words.lifted(titleOf(id)))
    },
    change: (next, id) => {
      setPending(next)
      const at = next.findIndex((tile) => tile.id === id)
      say(words.placed(at + 1, next.length, next[at]?.width ?? 0, next[at]?.height ?? 0))
    },
    end: (isKept) => {
      if (lifted === undefined) return
      setLifted(undefined)
      if (!isKept) setPending(undefined)
      else if (!isSamePlace(order, lifted.before)) onArrange?.(order)
      say(isKept ? words.dropped(titleOf(lifted.id)) : words.putBack(titleOf(lifted.id)))
    },
  }
  return { order, lifted, said, act }
}

interface TileProps {
  readonly tile: TileItem
  readonly lifted: Lifted['by'] | undefined
  readonly act: Act | undefined
  readonly frame: { readonly current: HTMLElement | null }
}
function Tile({ tile, lifted, act, frame }: TileProps): ReactNode {
  const { id, title, width, height, entries, content } = tile
  const style = { '--width': width, '--narrow': Math.min(6, Math.max(3, Math.ceil(width / 2))), '--height': height } as CSSProperties
  return (
    <li className={`tile${lifted === undefined ? '' : ' lifted'}`} data-tile={id} style={style}>
      <BlockMenu value={{ entries }}>{content}</BlockMenu>
      {act === undefined ? null : <Handle {...{ id, title, act, frame }} isLifted={lifted === 'keys'} />}
      {act === undefined ? null : <Corner {...{ id, width, height, act, frame }} />}
    </li>
  )
}

interface HandleProps {
  readonly id: string
  readonly title: string
  readonly act: Act
  readonly frame: TileProps['frame']
  readonly isLifted: boolean
}
/** Lifts a tile: by a press of Space, or by dragging. */
function Handle({ id, title, act, frame, isLifted }: HandleProps): ReactNode {
  const words = useWords().tiles
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const isPress = event.key === ' ' || event.key === 'Enter'
    if (!isLifted && !isPress) return
    const next = isLifted ? keyed(act.order(), id, event) : undefined
    if (!isPress && event.key !== 'Escape' && next === undefined) return
    event.preventDefault()
    event.stopPropagation()
    if (next !== undefined) act.change(next, id)
    else if (isLifted) act.end(event.key !== 'Escape')
    else act.lift(id, 'keys')
  }
  const drag = useDrag({
    start: () => act.lift(id, 'pointer'),
    move: (x, y) => {
      const over = tileAt(frame.current, x, y)
      const to = act.order().findIndex((tile) => tile.id === over)
      if (over !== undefined && over !== id && to >= 0) act.change(moved(act.order(), id, to), id)
    },
    end: act.end,
  })
  return (
    <button
      type="button"
      className="tile-handle"
      aria-label={words.move(title)}
      aria-description={words.keys}
      aria-pressed={isLifted}
      title={words.move(title)}
      onKeyDown={onKeyDown}
      onBlur={() => isLifted && act.end(true)}
      {...drag}
    >
      <Icon name="menu" size={14} fallback="list" />
    </button>
  )
}

interface CornerProps {
  readonly id: string
  readonly width: number
  readonly height: number
  readonly act: Act
  readonly frame: TileProps['frame']
}
const step = 168

/** The corner by which a tile is sized with a pointer; keys do the same at the handle. */
function Corner({ id, width, height, act, frame }: CornerProps): ReactNode {
  const from = useRef({ x: 0, y: 0, width, height })
  const drag = useDrag({
    start: (x, y) => {
      from.current = { x, y, width, height }
      act.lift(id, 'pointer')
    },
    move: (x, y) => {
      const column = (frame.current?.getBoundingClientRect().width ?? 0) / 12
      const { x: startX, y: startY, width: wide, height: high } = from.current
      const size = { width: wide + Math.round((x - startX) / Math.max(1, column)), height: high + Math.round((y - startY) / step) }
      const next = sized(act.order(), id, size)
      if (!isSamePlace(next, act.order())) act.change(next, id)
    },
    end: act.end,
  })
  return <span className="tile-corner" aria-hidden="true" {...drag} />
}

interface Dragging {
  readonly start: (x: number, y: number) => void
  readonly move: (x: number, y: number) => void
  readonly end: (isKept: boolean) => void
}
/** Follows a pointer from its press to its release, once it has moved; Esc and a lost pointer put back. */
function useDrag({ start, move, end }: Dragging) {
  const from = useRef<{ readonly x: number; readonly y: number }>(undefined)
  const isMoving = useRef(false)
  const leave = (isKept: boolean) => {
    from.current = undefined
    if (isMoving.current) end(isKept)
    isMoving.current = false
  }
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return
      from.current = { x: event.clientX, y: event.clientY }
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (from.current === undefined) return
      const { clientX: x, clientY: y } = event
      if (!isMoving.current && Math.hypot(x - from.current.x, y - from.current.y) < 4) return
      if (!isMoving.current) {
        isMoving.current = true
        start(from.current.x, from.current.y)
      }
      move(x, y)
    },
    onPointerUp: () => leave(true),
    onPointerCancel: () => leave(false),
  }
}

function tileAt(frame: HTMLElement | null, x: number, y: number): string | undefined {
  const tiles = [...(frame?.querySelectorAll<HTMLElement>('[data-tile]') ?? [])]
  return tiles.find((tile) => {
    const box = tile.getBoundingClientRect()
    return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom
  })?.dataset['tile']
}
