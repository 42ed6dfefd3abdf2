import type { auditChangeContract, auditContract, auditEntryContract, workspacesContract } from '@tenure/core/administration'
import { Failed, Icon, LoadingLines, SidePanel, useLive, useText, useToasts } from '@tenure/web/parts'
import { type ReactNode, useMemo } from 'react'
import { type Asked, type Context, type Entry, Who } from './entries.js'
import { detailOf, kindOf } from './kinds.js'

/** The list that an entry is opened from, and the entry's place in it; none where a link has opened it. */
export interface EntryList {
  readonly asked: Asked
  readonly place: number | undefined
  readonly total: number | undefined
  readonly setPlace: (place: number) => void
}
interface EntryPanelProps {
  readonly id: string
  readonly list: EntryList
  readonly context: Context
}

/** One entry with all that is known of it, and what it changed. Its address is a link to it. */
export function EntryPanel({ id, list, context }: EntryPanelProps): ReactNode {
  const text = useText()
  const live = useMemo(() => context.watch<typeof auditEntryContract>('tenure.core/audit-entry', { entry: id }), [id])
  const frame = useLive(live)
  const entry = frame?.value
  const label = entry === undefined ? text('Entry of the audit') : text(kindOf(entry.kind).label)
  return (
    <SidePanel
      label={label}
      lead={<Steps id={id} list={list} context={context} />}
      actions={<CopyLink />}
      close={() => context.goTo(undefined)}
    >
      {entry !== undefined ? (
        <EntryFacts entry={entry} context={context} />
      ) : frame?.state === 'stale' ? (
        <Failed what={label} problem={frame.problem} />
      ) : (
        <LoadingLines lines={5} />
      )}
    </SidePanel>
  )
}

// The entries beside this one. New ones have moved it down: its place is where it is now.
function Steps({ id, list: { asked, place, total = 0, setPlace }, context }: EntryPanelProps): ReactNode {
  const text = useText()
  const offset = Math.max((place ?? 0) - 1, 0)
  const live = useMemo(() => context.watch<typeof auditContract>('tenure.core/audit', { ...asked, offset, limit: 3 }), [asked, offset])
  const near = useLive(live)?.value?.entries ?? []
  const at = near.findIndex((entry) => entry.id === id)
  if (place === undefined || at < 0) return null
  const step = (by: 1 | -1) => {
    setPlace(offset + at + by)
    context.goTo(near[at + by]?.id)
  }
  return (
    <>
      <button
        type="button"
        className="ib"
        aria-label={text('Previous entry')}
        disabled={near[at - 1] === undefined}
        onClick={() => step(-1)}
      >
        <Icon name="chevron-up" />
      </button>
      <button type="button" className="ib" aria-label={text('Next entry')} disabled={near[at + 1] === undefined} onClick={() => step(1)}>
        <Icon name="chevron-down" />
      </button>
      <span className="small t3 num">{text('{at} of {of}', { at: offset + at + 1, of: total })}</span>
    </>
  )
}

function CopyLink(): ReactNode {
  const text = useText()
  const toasts = useToasts()
  const copy = () =>
    navigator.clipboard?.writeText(location.href).then(
      () => toasts.show({ tone: 'done', title: text('Link copied') }),
      () => toasts.show({ tone: 'refused', title: text('The browser did not let the page copy') }),
    )
  return (
    <button type="button" className="ib" aria-label={text('Copy the link to this entry')} onClick={() => void copy()}>
      <Icon name="link" size={14} />
    </button>
  )
}

function EntryFacts({ entry, context }: { readonly entry: Entry; readonly context: Context }): ReactNode {
  const text = useText()
  const { at, kind, what, name, detail, source, times, plugin, workspace } = entry
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['By', <Who key="who" entry={entry} context={context} />],
    ['What', `${text(what)} ${text(name)}`],
    ...(detail === undefined ? [] : [['Detail', text(detailOf(entry))] as const]),
    ['Source', text(sources[source] ?? source)],
    ...(workspace === undefined ? [] : [['Workspace', <WorkspaceName key="workspace" id={workspace} context={context} />] as const]),
    ...(plugin === undefined ? [] : [['Plugin', plugin] as const]),
    ...(times > 1 ? [['How often', context.formats.number(times)] as const] : []),
  ]
  return (
    <>
      <h2>{text(kindOf(kind).label)}</h2>
      <p className="small t3 audit-when">{context.formats.exact(at)}</p>
      <dl className="audit-facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt className="t2">{text(label)}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
      <Change entry={entry} context={context} />
      <p className="small t3">{text('Nobody can change the audit.')}</p>
    </>
  )
}

function WorkspaceName({ id, context }: { readonly id: string; readonly context: Context }): ReactNode {
  const live = useMemo(() => context.watch<typeof workspacesContract>('tenure.core/workspaces'), [])
  return useLive(live)?.value?.workspaces.find((each) => each.id === id)?.name ?? id
}

const sources: Readonly<Record<string, string>> = {
  page: 'Page',
  api: 'Token',
  'command line': 'Command line',
  plugin: 'Plugin',
  import: 'Import',
  system: 'Tenure',
}

function Change({ entry: { id, kind }, context }: { readonly entry: Entry; readonly context: Context }): ReactNode {
  const text = useText()
  const live = useMemo(() => context.watch<typeof auditChangeContract>('tenure.core/audit-change', { entry: id }), [id])
  const changes = useLive(live)?.value ?? []
  if (changes.length === 0 || !['rights', 'settings'].includes(kind)) return null
  return (
    <section className="sec">
      <h3>{text('Before and after')}</h3>
      <dl className="audit-facts">
        {changes.map(({ label, before, after }) => (
          <div key={label}>
            <dt className="t2">{text(label)}</dt>
            <dd dir="auto">
              <s className="t3">{toText(before)}</s> {toText(after)}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
// `{ company: { view: 'all' } }` reads *company (view all)*.
function toText(value: unknown): string {
  if (value === null || value === undefined) return '–'
  if (Array.isArray(value)) return value.map(toText).join(', ')
  if (typeof value !== 'object') return String(value)
  const isDeep = (part: unknown): boolean => typeof part === 'object' && part !== null && !Array.isArray(part)
  return Object.entries(value)
    .map(([name, part]) => (isDeep(part) ? `${name} (${toText(part)})` : `${name} ${toText(part)}`))
    .join(', ')
}
