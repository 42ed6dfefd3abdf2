import { type ReactNode, type RefObject, Suspense, useCallback, useMemo, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { formatAddress } from '../address/address.js'
import { useAddress } from '../address/use-address.js'
import type { Blocks } from '../block/renderer.js'
import { CardInside } from '../card/card.js'
import { askedOf, type CardFields, type CardOf, cardFieldsOf } from '../card/card-fields.js'
import { useCardActs } from '../card/use-card-acts.js'
import type { ListQuestion } from '../data/list-window.js'
import { useNamed } from '../data/use-source.js'
import { cardsReach } from '../data/window-plan.js'
import { lazily } from '../early/lazily.js'
import { MoveMenu } from '../move/move-menu.js'
import { hasMoved, refusalIn } from '../move/stage-moves.js'
import { type Carried, type Carrying, useCarrying } from '../move/use-carrying.js'
import { type Start, useDrag } from '../move/use-drag.js'
import { type Placed, type Placing, usePlacing } from '../move/use-placing.js'
import { StaleNote } from '../part/states.js'
import type { StagesParts } from '../table/table-tab.js'
import { BoardColumn } from './board-column.js'
import { controlOf } from './board-control.js'
import { groupsOf, type Pipeline, type Stage } from './board-shapes.js'
import { linesOf } from './column-head.js'
import { useFocusBack, useFollowed } from './use-board-focus.js'
import type { ColumnControl } from './use-cards.js'

const StageDialog = lazily('StageDialog', () => import('../move/stage-dialog.js'))

interface BoardProps extends StagesParts {
  readonly block: Blocks['board']
  /** The object type of the cards. */
  readonly type: string
  readonly pipeline: Pipeline
}

/** The records of a pipeline as cards, in a column for each stage. */
export function Board({ block, type, pipeline, table, heading, opening, control, selecting, walk }: BoardProps): ReactNode {
  const words = useWords().board
  const board = useRef<HTMLElement>(null)
  const columns = useRef(new Map<string, ColumnControl>())
  const [menu, setMenu] = useState<{ readonly anchor: HTMLElement; readonly card: CardOf }>()
  const { placing, carrying, drop, drag, flying } = useMoving(pipeline, board)
  const fields = useMemo(() => cardFieldsOf(block, table.used.all), [block, table.used.all])
  const questions = useQuestions(block, table.question, pipeline, fields)
  const groups = useNamed(table.question && groupsOf(block.groups), useGroupsInput(table.question))
  const lines = linesOf(groups.value ?? [], block.amount)
  const acts = useCardActs({ drag, carrying, placing, drop, columns, stages: pipeline.stages, opening, selecting, setMenu })
  const hrefOf = useHref(type)
  const register = useCallback((stage: string, own: ColumnControl) => void columns.current.set(stage, own), [])
  useFocusBack(board, opening.opened?.id)
  useFollowed(board, columns, placing)
  const { go } = useAddress()
  control.current = controlOf({
    ...{ columns, stages: pipeline.stages, opened: opening.opened },
    open: (id) => go({ open: { type, id } }, 'replace'),
  })
  const { carried } = carrying
  const placed = useHeldPlace(placing, carried)
  return (
    <>
      {groups.problem === undefined ? null : <StaleNote problem={groups.problem} asOf={groups.asOf} retry={groups.retry} />}
      <section
        ref={board}
        className={`board${(selecting?.count ?? 0) > 0 ? ' picks' : ''}`}
        aria-label={words.named(heading)}
        // What scrolls must be reached by keys, also before there are cards to reach it by.
        tabIndex={table.state.total === undefined ? 0 : undefined}
      >
        {pipeline.stages.map((stage) => (
          <BoardColumn
            key={stage.value}
            {...{ stage, lines, type, fields, board, hrefOf, acts, register, walk }}
            group={groups.value?.find(({ value }) => value === stage.value)}
            amount={block.amount}
            question={questions.get(stage.value)}
            isOver={carried?.over === stage.value && carried.card.stage !== stage.value}
            {...flightFrom(carried, stage.value)}
            refusal={refusalFor(carrying, stage.value)}
            placed={placed}
            settle={placing.settle}
            openId={opening.opened?.id}
            selection={selecting?.selection}
          />
        ))}
      </section>
      {carried?.by === 'pointer' ? <Flying carried={carried} fields={fields} start={drag.start} frame={flying} /> : null}
      <p className="sr" role="status" aria-live="assertive">
        {carrying.said}
      </p>
      {menu === undefined ? null : (
        <MoveMenu {...menu} pipeline={pipeline} move={placing.move} selecting={selecting} close={() => setMenu(undefined)} />
      )}
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
    <Suspense>
      <StageDialog key={`${asked.card.id} ${asked.stage.value}`} {...{ asked, amount, answer, cancel }} />
    </Suspense>
  )
}

/** All that moves cards: what is in flight, what was dropped, and the pointer. */
function useMoving({ value, stages }: Pipeline, board: RefObject<HTMLElement | null>) {
  const labelOf = useCallback((stage: string) => stages.find((one) => one.value === stage)?.label ?? stage, [stages])
  const placing = usePlacing(value, labelOf)
  const carrying = useCarrying(value, labelOf)
  const drop = useDrop(carrying, placing)
  const flying = useRef<HTMLDivElement>(null)
  const drag = useDrag({
    ...{ board, flying, drop, hover: carrying.hover },
    pick: (card) => carrying.pick(card, 'pointer'),
    leave: () => carrying.end(true),
  })
  return { placing, carrying, drop, drag, flying }
}

function useDrop(carrying: Carrying, { move }: Placing): () => void {
  const { end } = carrying
  return useCallback(() => {
    const ended = end(false)
    if (ended?.carried.over !== undefined) void move(ended.carried.card, ended.carried.over, ended.moves)
  }, [end, move])
}

/** What a column shows of a card that is carried away from it. */
function flightFrom(carried: Carried | undefined, stage: string) {
  const isFrom = carried?.card.stage === stage
  return { gone: isFrom ? carried.card.id : undefined, carriedBy: isFrom ? carried.by : undefined }
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
