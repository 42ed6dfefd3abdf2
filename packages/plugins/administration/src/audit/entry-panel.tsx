import type { auditChangeContract } from '@tenure/core/administration'
import { SidePanel, useLive, useText } from '@tenure/web/parts'
import { type ReactNode, useMemo } from 'react'
import { type Context, type Entry, Who } from './entries.js'
import { detailOf, kindOf } from './kinds.js'

interface EntryPanelProps {
  readonly entry: Entry
  readonly context: Context
  readonly close: () => void
}

/** One entry with all that is known of it, and what it changed. */
export function EntryPanel({ entry, context, close }: EntryPanelProps): ReactNode {
  const text = useText()
  const { at, kind, what, name, detail, source, times, plugin } = entry
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['By', <Who key="who" entry={entry} context={context} />],
    ['What', `${text(what)} ${text(name)}`],
    ...(detail === undefined ? [] : [['Detail', text(detailOf(entry))] as const]),
    ['Source', text(sources[source] ?? source)],
    ...(plugin === undefined ? [] : [['Plugin', plugin] as const]),
    ...(times > 1 ? [['How often', context.formats.number(times)] as const] : []),
  ]
  return (
    <SidePanel label={text(kindOf(kind).label)} close={close}>
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
    </SidePanel>
  )
}

const sources: Readonly<Record<string, string>> = {
  page: 'Page',
  api: 'Token',
  'command line': 'Command line',
  plugin: 'Plugin',
  import: 'Import',
  system: 'Tenure',
}

function Change({ entry: { id, kind }, context }: Omit<EntryPanelProps, 'close'>): ReactNode {
  const text = useText()
  const live = useMemo(() => context.watch<typeof auditChangeContract>('tenure.core/audit-change', { entry: id }), [context.watch, id])
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
function toText(value: unknown): string {
  if (value === null || value === undefined) return '–'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
