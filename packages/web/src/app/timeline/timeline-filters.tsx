import { changesKind } from '@tenure/core/page'
import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import type { Timeline } from '../data/answers.js'
import { useReading } from '../format/use-formats.js'
import { hasIcon, Icon } from '../part/icon.js'

interface TimelineFiltersProps {
  readonly kinds: Timeline['kinds']
  readonly chosen: string | undefined
  readonly choose: (kind: string | undefined) => void
}

/** First what people do together, then other kinds, then work and changes. */
const order = ['email', 'call', 'note', 'meeting']
const last = ['task', changesKind]
const rankOf = (kind: string) => (order.includes(kind) ? order.indexOf(kind) : order.length + 1 + last.indexOf(kind))

/** Limits a timeline to one kind. A kind of which there is nothing is not offered. */
export function TimelineFilters({ kinds, chosen, choose }: TimelineFiltersProps): ReactNode {
  const words = useWords().timeline
  const { formats } = useReading()
  const isMore = kinds.some(({ more }) => more)
  const write = (count: number, more: boolean) => (more ? `${formats.number(count)}+` : formats.number(count))
  const all = kinds.reduce((sum, { total }) => sum + total, 0)
  return (
    // biome-ignore lint/a11y/useSemanticElements: the buttons are no fields of a form
    <div className="tl-filters" role="group" aria-label={words.filters}>
      <button
        type="button"
        className={`pill${chosen === undefined ? ' on' : ''}`}
        aria-pressed={chosen === undefined}
        onClick={() => choose(undefined)}
      >
        {words.all} <span className="num">{write(all, isMore)}</span>
      </button>
      {kinds
        .filter(({ kind, total }) => total > 0 || kind === chosen)
        .toSorted((a, b) => rankOf(a.kind) - rankOf(b.kind))
        .map(({ kind, label, total, more = false }) => (
          <button
            key={kind}
            type="button"
            className={`pill${kind === chosen ? ' on' : ''}`}
            aria-pressed={kind === chosen}
            title={more ? words.orMore(formats.number(total)) : undefined}
            onClick={() => choose(kind === chosen ? undefined : kind)}
          >
            <Icon name={kind === changesKind ? 'history' : hasIcon(kind) ? kind : 'activity'} size={12} />
            {kind === changesKind ? words.changes : label} <span className="num t3">{write(total, more)}</span>
          </button>
        ))}
    </div>
  )
}
