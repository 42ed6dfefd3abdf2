import type { AuditKind, auditContract } from '@tenure/core/administration'
import { type ElementContext, Face, Icon, LoadingLines, useLive, useText } from '@tenure/web/parts'
import { Fragment, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import type { z } from 'zod'
import { detailOf, kindOf } from './kinds.js'

/** What the element is given. */
export type Context = ElementContext<typeof auditContract>
/** One entry of the audit. */
export type Entry = z.output<typeof auditContract.output>['entries'][number]
/** What is asked for, but for the window. */
export interface Asked {
  readonly kinds?: AuditKind[]
  readonly user?: string
  readonly from?: number
  readonly days?: { readonly from: string; readonly to: string }
}

const perPage = 100
const rowHeight = 38

interface EntriesProps {
  readonly context: Context
  readonly asked: Asked
  readonly total: number
  readonly open: string | undefined
  /** The entry and its place in the list. */
  readonly choose: (entry: Entry, place: number) => void
}

/** All entries: only those that are near the view are read, so that a long audit scrolls as a short one. */
export function Entries({ context, asked, total, open, choose }: EntriesProps): ReactNode {
  const text = useText()
  const all = Array.from({ length: Math.ceil(total / perPage) }, (_, page) => {
    const rows = Math.min(perPage, total - page * perPage)
    return <EntryPage key={page} offset={page * perPage} rows={rows} context={context} asked={asked} open={open} choose={choose} />
  })
  return (
    <>
      <div className="audit-row heads" aria-hidden="true">
        {['Time', 'Who', 'Kind', 'What', 'Detail'].map((head) => (
          <span key={head}>{text(head)}</span>
        ))}
      </div>
      {all}
    </>
  )
}

function EntryPage(props: Omit<EntriesProps, 'total'> & { readonly offset: number; readonly rows: number }): ReactNode {
  const frame = useRef<HTMLDivElement>(null)
  const [isNear, setNear] = useState(props.offset === 0)
  useEffect(() => {
    const seen = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting === true), { rootMargin: '1200px' })
    if (frame.current !== null) seen.observe(frame.current)
    return () => seen.disconnect()
  }, [])
  return (
    <div ref={frame} style={isNear ? {} : { height: props.rows * rowHeight }}>
      {isNear ? <Rows {...props} /> : null}
    </div>
  )
}

function Rows({ context, asked, offset, open, choose }: Omit<EntriesProps, 'total'> & { readonly offset: number }): ReactNode {
  const live = useMemo(
    () => context.watch<typeof auditContract>('tenure.core/audit', { ...asked, offset, limit: perPage }),
    [asked, offset],
  )
  const frame = useLive(live)
  const entries = frame?.value?.entries
  if (entries === undefined) return <LoadingLines lines={8} />
  return entries.map((entry, at) => {
    const day = dayText(context, entry.at)
    const above = entries[at - 1]
    const isFirst = above === undefined || dayText(context, above.at) !== day
    return (
      <Fragment key={entry.id}>
        {isFirst ? <h2 className="audit-day">{day}</h2> : null}
        <Row entry={entry} context={context} isOpen={entry.id === open} choose={() => choose(entry, offset + at)} />
      </Fragment>
    )
  })
}

// Today and yesterday by these words, other days by their dates.
function dayText({ formats }: Context, at: number): string {
  const now = Date.now()
  const isNear = [now, now - 86_400_000].some((near) => formats.dayOf(near) === formats.dayOf(at))
  return isNear ? formats.ago(at) : formats.dayOf(at)
}

interface RowProps {
  readonly entry: Entry
  readonly context: Context
  readonly isOpen: boolean
  readonly choose: () => void
}
function Row({ entry, context, isOpen, choose }: RowProps): ReactNode {
  const text = useText()
  const { label, icon } = kindOf(entry.kind)
  return (
    <button type="button" className={isOpen ? 'audit-row on' : 'audit-row'} aria-pressed={isOpen} onClick={choose}>
      <span className="t3">{context.formats.time(entry.at)}</span>
      <span className="cut">
        <Who entry={entry} context={context} />
      </span>
      <span className="cut t2">
        <Icon name={icon} size={14} /> {text(label)}
      </span>
      <span className="cut t2">
        {text(entry.what)} <span className="name">{text(entry.name)}</span>
        {entry.times > 1 ? ` ${text('{count} times', { count: context.formats.number(entry.times) })}` : ''}
      </span>
      <span className={entry.kind === 'refusal' ? 'cut small late' : 'cut small t3'}>{text(detailOf(entry))}</span>
    </button>
  )
}

/** Who did it, and as whom. */
export function Who({ entry, context }: { readonly entry: Entry; readonly context: Context }): ReactNode {
  const text = useText()
  const { user, as } = entry
  const name = user === undefined ? (entry.plugin ?? text(entry.kind === 'refusal' ? 'Unknown' : 'Tenure')) : context.nameOf(user)
  return (
    <>
      <Face id={user ?? name} name={name} /> <b dir="auto">{name}</b>
      {as === undefined ? null : <span className="t2"> {text('as {name}', { name: context.nameOf(as) })}</span>}
    </>
  )
}
