import { type ReactNode, useMemo, useState } from 'react'
import { useAddress } from '../address/use-address.js'
import type { Blocks } from '../block/renderer.js'
import { ReadOnly } from '../data/read-only.js'
import type { Source } from '../data/source.js'
import { SourceProvider, useSource } from '../data/use-source.js'
import { useReading } from '../format/use-formats.js'
import { useOverviewWords } from '../language/use-overview-words.js'
import { Icon } from '../part/icon.js'
import { BlocksTab } from '../shell/blocks-tab.js'
import { ViewAs, type Viewed } from './view-as.js'

interface OverviewTabProps {
  readonly block: Blocks['overview']
  readonly label: string
}

/** A tab that is an overview: its blocks under the date of today. Who may views it as another user. */
export function OverviewTab({ block, label }: OverviewTabProps): ReactNode {
  const [viewed, setViewed] = useState<Viewed>()
  const { go } = useAddress()
  const view = (user: Viewed | undefined) => {
    // A record that is open is of one's own page.
    go({ open: undefined }, 'replace')
    setViewed(user)
  }
  const source = useViewed(viewed?.id)
  const date = useDate()
  const end = <ViewAs viewed={viewed} view={view} />
  if (viewed === undefined || source === undefined) return <BlocksTab title={date} label={label} end={end} block={block} />
  return (
    <SourceProvider value={source}>
      <ReadOnly value={true}>
        <BlocksTab key={viewed.id} title={date} label={label} end={end} block={block}>
          <ViewedStrip name={viewed.name} stop={() => view(undefined)} />
        </BlocksTab>
      </ReadOnly>
    </SourceProvider>
  )
}

/** Says all the time whose page it is. */
function ViewedStrip({ name, stop }: { readonly name: string; readonly stop: () => void }): ReactNode {
  const words = useOverviewWords()
  return (
    <div className="viewed" role="status">
      <Icon name="eye" size={14} />
      <span className="grow">{words.watching(name)}</span>
      <button type="button" className="btn" onClick={stop}>
        {words.stop}
      </button>
    </div>
  )
}

/** The data as that user's Summary has it; everything that would change something is refused before it is sent. */
function useViewed(user: string | undefined): Source | undefined {
  const source = useSource()
  const { watching } = useOverviewWords()
  return useMemo(() => {
    if (user === undefined || source.viewAs === undefined) return undefined
    const problem = { code: 'access.denied', message: watching(user), details: { missing: 'a page of your own' } }
    const refuse = async () => ({ ok: false, problem })
    return { ...source, ...source.viewAs(user), act: refuse as Source['act'] }
  }, [source, user, watching])
}

/** Today with its weekday, in full. */
function useDate(): string {
  const { locale, today } = useReading().formats.env
  return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' }).format(Date.parse(today))
}
