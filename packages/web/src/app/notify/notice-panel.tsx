import '../styles/notify.css'
import { markNotificationsContract, notificationsContract } from '@tenure/core/page'
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { useAddress } from '../address/use-address.js'
import { useSource, useWatch } from '../data/use-source.js'
import { Segmented } from '../form/segmented.js'
import { useReading } from '../format/use-formats.js'
import { openRecord } from '../palette/open-record.js'
import { stepThrough } from '../part/focus.js'
import { Icon } from '../part/icon.js'
import { Failed, LoadingLines, Message, StaleNote } from '../part/states.js'
import { useToasts } from '../toast/toasts.js'
import { type Notice, type NoticeGroup, noticeGroups } from './notice.js'
import { NoticeRow } from './notice-row.js'
import { NoticeSettings } from './notice-settings.js'

interface NoticePanelProps {
  readonly tab: string | undefined
  /** How many are unread. */
  readonly unread: string
  readonly close: () => void
}
type Filter = 'all' | NoticeGroup
const pageSize = 30
const mostShown = 500
const groups = Object.keys(noticeGroups) as readonly NoticeGroup[]

/** The inside of the bell: notifications by what they are of, or the choices of what is notified. */
export function NoticePanel({ tab, unread, close }: NoticePanelProps): ReactNode {
  const words = useWords().notify
  const [isChoosing, setChoosing] = useState(false)
  const mark = useMark()
  return (
    <div className="notices">
      <div className="notice-head">
        {isChoosing ? (
          <button type="button" className="ib" aria-label={words.back} title={words.back} onClick={() => setChoosing(false)}>
            <Icon name="chevron-left" size={16} />
          </button>
        ) : null}
        <h2>{isChoosing ? words.settings : words.title}</h2>
        {isChoosing || unread === '0' ? null : <span className="small t3 num">{words.unread(unread)}</span>}
        <span className="grow" />
        {isChoosing ? null : (
          <>
            <button type="button" className="btn ghost" disabled={unread === '0'} onClick={() => void mark({ all: true, read: true })}>
              {words.markAll}
            </button>
            <button type="button" className="ib" aria-label={words.settings} title={words.settings} onClick={() => setChoosing(true)}>
              <Icon name="gear" size={16} />
            </button>
          </>
        )}
        <button type="button" className="ib only-phone" aria-label={words.close} onClick={close}>
          <Icon name="x" size={16} />
        </button>
      </div>
      {isChoosing ? <NoticeSettings /> : <NoticeList tab={tab} close={close} mark={mark} />}
    </div>
  )
}

type Mark = ReturnType<typeof useMark>
function useMark() {
  const source = useSource()
  const toasts = useToasts()
  const { notify, problem } = useWords()
  return async (what: { readonly ids: string[]; readonly read: boolean } | { readonly all: true; readonly read: true }) => {
    const outcome = await source.act(markNotificationsContract, what)
    if (!outcome.ok) toasts.show({ tone: 'refused', title: notify.notMarked, detail: problem(outcome.problem) })
  }
}

function NoticeList({ tab, close, mark }: Omit<NoticePanelProps, 'unread'> & { readonly mark: Mark }): ReactNode {
  const words = useWords().notify
  const { formats } = useReading()
  const { go } = useAddress()
  const frame = useRef<HTMLDivElement>(null)
  const [filter, setFilter] = useState<Filter>('all')
  const [limit, setLimit] = useState(pageSize)
  const kinds = filter === 'all' ? undefined : [...noticeGroups[filter]]
  const { value, problem, asOf, retry } = useKept(useWatch(notificationsContract, { limit, ...(kinds && { kinds }) }), filter)
  useFirstFocus(frame, value !== undefined)
  if (value === undefined)
    return problem === undefined ? <LoadingLines lines={8} /> : <Failed what={words.what} problem={problem} retry={retry} />
  const count = (of: Filter) => {
    const named = of === 'all' ? groups.flatMap((group) => noticeGroups[group]) : noticeGroups[of]
    return formats.number(named.reduce((sum, kind) => sum + (value.counts[kind] ?? 0), 0))
  }
  const open = (notice: Notice, { type, id } = notice.about) => {
    if (!notice.read) void mark({ ids: [notice.id], read: true })
    close()
    openRecord(go, tab, { type, id })
  }
  const options = (['all', ...groups.toSorted()] as const).map((of) => ({ value: of, label: words.filters[of], count: count(of) }))
  return (
    <>
      <div className="notice-filter">
        <Segmented label={words.show} options={options} value={filter} onChange={(next) => setFilter(next as Filter)} />
      </div>
      {problem === undefined ? null : <StaleNote problem={problem} asOf={asOf} retry={retry} />}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys go through the links inside */}
      <div
        className="notice-list"
        ref={frame}
        onKeyDown={(event) =>
          frame.current !== null && /^(Arrow(Up|Down)|Home|End)$/.test(event.key) && stepThrough(event, frame.current, '.notice-open')
        }
      >
        {value.rows.length === 0 ? <Empty isFiltered={filter !== 'all'} /> : null}
        {groups.map((group) => (
          <Group
            key={group}
            title={words.groups[group]}
            rows={value.rows.filter(({ kind }) => noticeGroups[group].includes(kind))}
            tab={tab}
            open={open}
            mark={(notice) => void mark({ ids: [notice.id], read: !notice.read })}
          />
        ))}
        {value.more && limit < mostShown ? (
          <button type="button" className="btn ghost notice-older" onClick={() => setLimit(Math.min(limit + pageSize, mostShown))}>
            {words.older}
          </button>
        ) : null}
      </div>
      <p className="notice-foot small t3">{words.kept}</p>
    </>
  )
}

// Enter on what has the focus at first opens the newest: it marks nothing.
function useFirstFocus(frame: RefObject<HTMLElement | null>, isThere: boolean): void {
  useEffect(() => {
    const first = frame.current?.querySelector<HTMLElement>('.notice-open')
    if (first?.closest('.layer')?.contains(document.activeElement)) first.focus({ preventScroll: true })
  }, [isThere])
}

// While older ones are on their way, those that were there stay.
function useKept<T extends { readonly value?: unknown }>(watched: T, filter: Filter): T {
  const last = useRef<{ readonly filter: Filter; readonly watched: T }>(undefined)
  if (watched.value !== undefined) last.current = { filter, watched }
  return watched.value === undefined && !('problem' in watched) && last.current?.filter === filter ? last.current.watched : watched
}

interface GroupProps extends Pick<Parameters<typeof NoticeRow>[0], 'tab' | 'open' | 'mark'> {
  readonly title: string
  readonly rows: readonly Notice[]
}
function Group({ title, rows, ...row }: GroupProps): ReactNode {
  if (rows.length === 0) return null
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <ul>
        {rows.map((notice) => (
          <NoticeRow key={notice.id} notice={notice} {...row} />
        ))}
      </ul>
    </section>
  )
}

function Empty({ isFiltered }: { readonly isFiltered: boolean }): ReactNode {
  const words = useWords().notify
  return (
    <Message icon="bell" title={isFiltered ? words.emptyOf : words.empty}>
      {isFiltered ? words.emptyOfWhy : words.emptyWhy}
    </Message>
  )
}
