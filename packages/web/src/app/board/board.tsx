import {
  lazy,
  type MouseEvent,
  type ReactNode,
  type RefObject,
  Suspense,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useWords } from '../../words/use-words.js'
import { formatAddress } from '../address/address.js'
import { useAddress } from '../address/use-address.js'
import type { Blocks } from '../block/renderer.js'
import type { ListQuestion } from '../data/list-window.js'
import { useNamed } from '../data/use-source.js'
import { cardsReach } from '../data/window-plan.js'
import { MoveMenu } from '../move/move-menu.js'
import { hasMoved, refusalIn } from '../move/stage-moves.js'
import { type Carried, type Carrying, useCarrying } from '../move/use-carrying.js'
import { type Placed, type Placing, usePlacing } from '../move/use-placing.js'
import { StaleNote } from '../part/states.js'
import { usePhone } from '../part/use-media.js'
import type { StagesParts } from '../table/table-tab.js'
import { BoardColumn, type ColumnControl } from './board-column.js'
import { groupsOf, type Pipeline, type Stage } from './board-shapes.js'
import { type CardActs, CardInside } from './card.js'
import { askedOf, type CardFields, type CardOf, cardFieldsOf } from './card-fields.js'
import { keyActs } from './card-keys.js'
import { linesOf } from './column-head.js'
import { type Start, useDrag } from './use-drag.js'

const StageDialog = lazy(async () => ({ default: (await import('../move/stage-dialog.js')).StageDialog }))

interface BoardProps extends StagesParts {
  readonly block: Blocks['board']
  /** The object type of the cards. */
  readonly type: string
  readonly pipeline: Pipeline
}

/** The records of a pipeline as cards, in a column for each stage. */
export function Board({ block, type, pipeline, table, heading, opening, control }: BoardProps): ReactNode {
  const words = useWords().board
  const board = useRef<HTMLElement>(null)
  const columns = useRef(new Map<string, ColumnControl>())
  const [menu, setMenu] = useState<{ readonly anchor: HTMLElement; readonly card: CardOf }>()
  const labelOf = useCallback((stage: string) => pipeline.stages.find(({ value }) => value === stage)?.label ?? stage, [pipeline])
  const placing = usePlacing(pipeline.value, labelOf)
  const carrying = useCarrying(pipeline.value, labelOf)
  const drop = useDrop(carrying, placing)
  const flying = useRef<HTMLDivElement>(null)
  const drag = useDrag({
    ...{ board, flying, drop, hover: carrying.hover },
    pick: (card) => carrying.pick(card, 'pointer'),
    leave: () => carrying.end(true),
  })
  const fields = useMemo(() => cardFieldsOf(block, table.used.all), [block, table.used.all])
  const questions = useQuestions(block, table.question, pipeline, fields)
  const groups = useNamed(table.question && groupsOf(block.groups), useGroupsInput(table.question))
  const lines = linesOf(groups.value ?? [], block.amount)
  const acts = useActs({ drag, carrying, placing, drop, columns, stages: pipeline.stages, opening, setMenu })
  const hrefOf = useHref(type)
  const register = useCallback((stage: string, own: ColumnControl) => void columns.current.set(stage, own), [])
  useFocusBack(board, opening.opened?.id)
  useFollowed(board, columns, placing)
  control.current = controlOf(columns, pipeline.stages)
  const { carried } = carrying
  const placed = useHeldPlace(placing, carried)
  return (
    <>
      {groups.problem === undefined ? null : <StaleNote problem={groups.problem} asOf={groups.asOf} retry={groups.retry} />}
      <section ref={board} className="board" aria-label={words.named(heading)}>
        {pipeline.stages.map((stage) => (
          <BoardColumn
            key={stage.value}
            {...{ stage, lines, type, fields, board, hrefOf, acts, register }}
            group={groups.value?.find(({ value }) => value === stage.value)}
            amount={block.amount}
            question={questions.get(stage.value)}
            isOver={carried?.over === stage.value && carried.card.stage !== stage.value}
            gone={carried?.card.stage === stage.value ? carried.card.id : undefined}
            refusal={refusalFor(carrying, stage.value)}
            placed={placed}
            settle={placing.settle}
            openId={opening.opened?.id}
          />
        ))}
      </section>
      {carried?.by === 'pointer' ? <Flying carried={carried} fields={fields} start={drag.start} frame={flying} /> : null}
      <p className="sr" role="status" aria-live="assertive">
        {carrying.said}
      </p>
      {menu === undefined ? null : <MoveMenu {...menu} pipeline={pipeline} move={placing.move} close={() => setMenu(undefined)} />}
      <Asking placing={placing} amount={fields.amount} />
    </>
  )
}

/** The dialog of a stage that asks for properties. */
function Asking({
  placing: { asked, answer, cancel },
  amount,
}: {
  readonly placing: Placing
  readonly amount: CardFields['amount']
}): ReactNode {
  return asked === undefined ? null : (
    <Suspense fallback={null}>
      <StageDialog key={`${asked.card.id} ${asked.stage.value}`} {...{ asked, amount, answer, cancel }} />
    </Suspense>
  )
}

function useDrop(carrying: Carrying, { move }: Placing): () => void {
  const { end } = carrying
  return useCallback(() => {
    const ended = end(false)
    if (ended?.carried.over !== undefined) void move(ended.carried.card, ended.carried.over, ended.moves)
  }, [end, move])
}

/** Why the card in flight may not go to a stage; nothing once somebody else has moved it, for the drop says that. */
function refusalFor({ carried, moves }: Carrying, stage: string): string | undefined {
  if (carried === undefined || carried.card.stage === stage || hasMoved(carried.card, moves)) return undefined
  return refusalIn(moves, stage)
}

/** The card in flight keeps its place, wherever others move it meanwhile: the drop says so, and nothing jumps. */
function useHeldPlace({ placed }: Placing, carried: Carried | undefined): readonly Placed[] {
  const card = carried?.card
  return useMemo(
    () =>
      card === undefined ? placed : [...placed.filter((one) => one.card.id !== card.id), { card, to: card.stage, state: 'held' as const }],
    [placed, card],
  )
}

/** What each column asks: the question of the list with its own stage; nothing before that is known. The same until the list asks something else. */
function useQuestions(
  { table }: Blocks['board'],
  question: ListQuestion | undefined,
  { stages }: Pipeline,
  fields: CardFields,
): ReadonlyMap<string, ListQuestion> {
  const asked = JSON.stringify(question)
  return useMemo(() => {
    if (question === undefined) return new Map()
    const { filters = [], columns: _rows, ...rest } = question.input ?? {}
    const questionOf = ({ value }: Stage): ListQuestion => ({
      provider: table.provider,
      ...{ windowed: true, reach: cardsReach },
      input: {
        ...rest,
        filters: [...(filters as readonly unknown[]), { test: 'is', property: `${table.of}.stage`, value }],
        columns: askedOf(fields),
      },
    })
    return new Map(stages.map((stage) => [stage.value, questionOf(stage)]))
  }, [table, asked, stages, fields])
}
function useGroupsInput(question: ListQuestion | undefined): Readonly<Record<string, unknown>> {
  const { sort: _order, columns: _drawn, ...input } = question?.input ?? {}
  return input
}

function useHref(type: string): (id: string) => string {
  const { address } = useAddress()
  return useCallback((id) => formatAddress({ ...address, open: { type, id } }), [address, type])
}

interface ActsParts {
  readonly drag: ReturnType<typeof useDrag>
  readonly carrying: Carrying
  readonly placing: Placing
  readonly drop: () => void
  readonly columns: RefObject<Map<string, ColumnControl>>
  readonly stages: readonly Stage[]
  readonly opening: StagesParts['opening']
  readonly setMenu: (menu: { readonly anchor: HTMLElement; readonly card: CardOf }) => void
}

/** What cards do; the same object always, so that no card is drawn again for it. */
function useActs(parts: ActsParts): CardActs {
  const { go } = useAddress()
  const isPhone = usePhone()
  const latest = useRef({ ...parts, go, isPhone })
  latest.current = { ...parts, go, isPhone }
  return useMemo(() => {
    // What the server has not answered yet is not moved again: it takes a moment.
    const isMoving = ({ id }: CardOf) => latest.current.placing.placed.some(({ card, state }) => card.id === id && state === 'moving')
    return {
      press: (event, card) => {
        if (!latest.current.isPhone && !isMoving(card)) latest.current.drag.begin(event, card)
      },
      key: (event, card, index) => keyActs(event, { card, index, mayMove: !isMoving(card), ...latest.current }),
      open: (event: MouseEvent<HTMLElement>, { type, id }) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        const { opened } = latest.current.opening
        latest.current.go({ open: { type, id } }, opened === undefined ? 'push' : 'replace')
      },
      menu: (anchor, card) => latest.current.setMenu({ anchor, card }),
    }
  }, [])
}

/** When the record beside the board is closed, the focus goes back to its card. */
function useFocusBack(board: RefObject<HTMLElement | null>, opened: string | undefined): void {
  const was = useRef(opened)
  useEffect(() => {
    const before = was.current
    was.current = opened
    if (opened !== undefined || before === undefined) return
    board.current?.querySelector<HTMLElement>(`[data-card="${CSS.escape(before)}"] > a`)?.focus({ preventScroll: true })
  }, [board, opened])
}

/** The focus stays with a card that was dropped, and with one that goes back. */
function useFollowed(
  board: RefObject<HTMLElement | null>,
  columns: RefObject<Map<string, ColumnControl>>,
  { placed, asked }: Placing,
): void {
  const held = useRef<string>(undefined)
  const before = useRef<readonly string[]>([])
  useEffect(() => {
    const frame = board.current
    const note = ({ target }: FocusEvent) => {
      held.current = target instanceof Element ? target.closest<HTMLElement>('[data-card]')?.dataset['card'] : undefined
    }
    frame?.addEventListener('focusin', note)
    return () => frame?.removeEventListener('focusin', note)
  }, [board])
  useLayoutEffect(() => {
    const now = placed.map(({ card }) => card.id)
    const moved = [...before.current, ...now]
    before.current = now
    const { activeElement } = document
    const isFree = activeElement === document.body || board.current?.contains(activeElement) === true
    if (held.current === undefined || !moved.includes(held.current) || asked !== undefined || !isFree) return
    const link = board.current?.querySelector<HTMLElement>(`[data-card="${CSS.escape(held.current)}"] > a`)
    const to = placed.find(({ card }) => card.id === held.current)?.to
    if (link != null) link.focus({ preventScroll: false })
    else if (to !== undefined) columns.current.get(to)?.focus(0)
  }, [board, columns, placed, asked])
}

/** The keys of a list, on a board: they go to the cards of a column. */
function controlOf(columns: RefObject<Map<string, ColumnControl>>, stages: readonly Stage[]): StagesParts['control']['current'] {
  const here = () => document.activeElement?.closest<HTMLElement>('[data-stage]')?.dataset['stage']
  const go = (by: number) => {
    const stage = here() ?? stages.find(({ value }) => (columns.current.get(value)?.count ?? 0) > 0)?.value
    const column = stage === undefined ? undefined : columns.current.get(stage)
    column?.focus(here() === undefined ? column.active : column.active + by)
    return -1
  }
  return { activeRow: 0, move: go, focusRow: () => void go(0), reveal: () => {} }
}

interface FlyingProps {
  readonly carried: Carried
  readonly fields: CardFields
  readonly start: RefObject<Start>
  readonly frame: RefObject<HTMLDivElement | null>
}

/** The card under the pointer. */
function Flying({ carried, fields, start, frame }: FlyingProps): ReactNode {
  const { x, y, width } = start.current
  return (
    <div ref={frame} className="bcard flying" style={{ width, left: -x, top: -y }} aria-hidden="true">
      <div>
        <CardInside card={carried.card} fields={fields} isInOpenStage />
      </div>
    </div>
  )
}
