import { bulkOffersContract } from '@tenure/core/page'
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { useWatch } from '../data/use-source.js'
import type { EditorOption } from '../field/editing.js'
import { useReading } from '../format/use-formats.js'
import { Icon } from '../part/icon.js'
import { AddTaskDialog } from './add-task-dialog.js'
import { ArchiveDialog } from './archive-dialog.js'
import { AssignButton, usePeople } from './assign-button.js'
import type { BulkOffers, StartBulk } from './bulk-offers.js'
import { EditPropertyDialog } from './edit-property-dialog.js'
import { mostNamed } from './selection.js'
import { areArchived, type BulkRecords, type BulkTarget, recordsOf, useBulk } from './use-bulk.js'
import type { Selecting } from './use-selection.js'

interface BulkBarProps {
  readonly selecting: Selecting
  /** How many the view has. */
  readonly total: number
  readonly target: BulkTarget
  /** Takes the focus back to the list. */
  readonly back?: () => void
}

/** The bar over a list with a selection: how many, all of the view, what the user may do to them, and the way out. */
export function BulkBar({ selecting, total, target, back }: BulkBarProps): ReactNode {
  const frame = useFocusBack(back)
  const { bulk: words, pick, problem: say } = useWords()
  const { number } = useReading().formats
  const { value: offers, problem } = useWatch(bulkOffersContract, { type: target.type })
  const { people, arePeopleAwaited } = usePeople()
  const bulk = useBulk()
  const start: StartBulk = (change, about) => {
    const { selection, clear, expectLeaving } = selecting
    const records = recordsOf(selection, target)
    if (records === undefined) return
    void bulk(records, change, about)
    expectLeaving()
    // What comes into the view from now on is not meant by what was done before.
    if (selection.of === 'all') clear()
  }
  // The bar is drawn around its middle: what could be pressed before the rest is there would move from under the pointer.
  const isAwaited = offers === undefined ? problem === undefined : arePeopleAwaited
  return (
    <section ref={frame} className="bulk-bar" aria-label={pick.bar}>
      <Count selecting={selecting} />
      {selecting.offersAll && !isAwaited ? (
        <button type="button" className="btn ghost all-of" onClick={selecting.takeAll}>
          {pick.selectAll(number(total))}
        </button>
      ) : null}
      <span className="sep" />
      {offers === undefined || isAwaited ? (
        <span className="small t3">{problem === undefined ? words.loading : say(problem)}</span>
      ) : (
        <Offers
          offers={areArchived(target) ? onlyArchive(offers) : offers}
          archived={areArchived(target)}
          people={people}
          selecting={selecting}
          records={recordsOf(selecting.selection, target)}
          start={start}
        />
      )}
      {isAwaited ? null : (
        <button type="button" className="ib" aria-label={pick.clear} title={pick.clear} onClick={selecting.clear}>
          <Icon name="x" size={14} />
        </button>
      )}
    </section>
  )
}

/** When the bar goes with the focus in it, the list has it again. */
function useFocusBack(back: (() => void) | undefined): RefObject<HTMLElement | null> {
  const frame = useRef<HTMLElement>(null)
  const latest = useRef(back)
  latest.current = back
  useLayoutEffect(() => {
    const own = frame.current
    return () => {
      const had = own?.contains(document.activeElement) === true
      requestAnimationFrame(() => had && document.activeElement === document.body && latest.current?.())
    }
  }, [])
  return frame
}

/** How many are selected, and what left the selection. */
function Count({ selecting }: Pick<BulkBarProps, 'selecting'>): ReactNode {
  const { bulk: words } = useWords()
  const { number } = useReading().formats
  const { selection, count, left, isFull } = selecting
  const isWhole = selection.of === 'all' && selection.ids.size === 0
  const note = isFull ? words.full(number(mostNamed)) : left > 0 ? words.left(left, number(left)) : undefined
  return (
    <span className="bulk-count">
      <b className="num">{isWhole ? words.allSelected(number(count)) : words.selected(number(count))}</b>
      {note === undefined ? null : <span className="small t2">{note}</span>}
    </span>
  )
}

// Who may archive may restore; nothing else is done to what is archived.
function onlyArchive({ type, label, plural, archive }: BulkOffers): BulkOffers {
  return { type, label, plural, archive, edits: [] }
}

interface OffersProps {
  readonly offers: BulkOffers
  readonly archived: boolean
  /** Whom records can be assigned to, if that can be known. */
  readonly people: readonly EditorOption[] | undefined
  readonly selecting: Selecting
  readonly records: BulkRecords | undefined
  readonly start: StartBulk
}

function Offers({ offers, archived, people, selecting, records, start }: OffersProps): ReactNode {
  const { bulk: words, pick } = useWords()
  const [asked, setAsked] = useState<'edit' | 'task' | 'archive'>()
  const { count, wantsAssign, wantAssign } = selecting
  const { assign, edits, archive, task, work } = offers
  const assigned = edits.find(({ name }) => name === assign)
  const close = () => setAsked(undefined)
  const asksToArchive = work !== undefined && !archived
  const put = () => {
    if (archived) start({ restore: true }, { does: 'restore' })
    else if (asksToArchive) setAsked('archive')
    else start({ archive: true }, { does: 'archive' })
  }
  useEffect(() => {
    if (wantsAssign && (assigned === undefined || people === undefined)) wantAssign(false)
  }, [wantsAssign])
  if (edits.length === 0 && !archive && task === undefined) return <span className="t2">{words.nothingAllowed}</span>
  return (
    <span className="bulk-acts">
      {assigned === undefined || people === undefined || records === undefined ? null : (
        <AssignButton
          property={assigned}
          people={people}
          records={records}
          count={count}
          start={start}
          isWanted={wantsAssign}
          opened={() => wantAssign(false)}
        />
      )}
      {work === undefined ? null : <WorkButtons work={work} start={start} />}
      {edits.length === 0 ? null : (
        <button type="button" className="btn ghost" aria-haspopup="dialog" onClick={() => setAsked('edit')}>
          {words.editProperty}
        </button>
      )}
      {task === undefined ? null : (
        <button type="button" className="btn ghost" aria-haspopup="dialog" onClick={() => setAsked('task')}>
          <Icon name="task" size={14} />
          {words.addTask}
        </button>
      )}
      {archive ? (
        <button type="button" className="btn ghost" aria-haspopup={asksToArchive ? 'dialog' : undefined} onClick={put}>
          <Icon name={archived ? 'restore' : 'archive'} size={14} />
          {archived ? pick.restore : words.archive}
        </button>
      ) : null}
      {asked === 'archive' ? <ArchiveDialog count={count} start={start} close={close} /> : null}
      {asked === 'edit' ? <EditPropertyDialog offers={offers} count={count} start={start} close={close} /> : null}
      {asked === 'task' && task !== undefined ? (
        <AddTaskDialog association={task.association} count={count} start={start} close={close} />
      ) : null}
    </span>
  )
}

interface WorkButtonsProps {
  readonly work: NonNullable<BulkOffers['work']>
  readonly start: StartBulk
}

/** Work is completed, or is to be done again. */
function WorkButtons({ work: { state, open, done }, start }: WorkButtonsProps): ReactNode {
  const words = useWords().bulk
  return (
    <>
      <button type="button" className="btn ghost" onClick={() => start({ values: { [state]: done } }, { does: 'complete' })}>
        <Icon name="check" size={14} />
        {words.complete}
      </button>
      <button type="button" className="btn ghost" onClick={() => start({ values: { [state]: open } }, { does: 'reopen' })}>
        {words.reopen}
      </button>
    </>
  )
}
