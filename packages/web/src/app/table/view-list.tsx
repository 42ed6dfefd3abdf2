import { type ReactNode, useRef } from 'react'
import { useWords } from '../../words/use-words.js'
import type { SavedView } from '../data/answers.js'
import { useReading } from '../format/use-formats.js'
import { stepThrough } from '../part/focus.js'
import { Icon } from '../part/icon.js'

interface ViewListProps {
  readonly views: readonly SavedView[]
  readonly current: string | undefined
  readonly hrefOf: (view: string) => string
  readonly choose: (view: string) => void
  /** What is beside the heading of a group, to add a view. */
  readonly add?: ((audience: 'private' | 'everyone') => ReactNode) | undefined
}

/** The views of a tab with their live counts. */
export function ViewList({ views, current, hrefOf, choose, add }: ViewListProps): ReactNode {
  const words = useWords().list
  const frame = useRef<HTMLDivElement>(null)
  const own = views.filter(({ audience }) => audience === 'private')
  const group = (title: string, members: readonly SavedView[], plus: ReactNode) =>
    members.length === 0 && !plus ? null : (
      <section>
        <header>
          <h2>{title}</h2>
          {plus}
        </header>
        <ul>
          {members.map((view) => (
            <ViewLink key={view.id} view={view} isCurrent={view.id === current} href={hrefOf(view.id)} choose={choose} />
          ))}
        </ul>
      </section>
    )
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows go between the links, which Tab reaches too
    <div
      className="views"
      ref={frame}
      onKeyDown={(event) =>
        frame.current !== null && /^(Arrow(Up|Down)|Home|End)$/.test(event.key) && stepThrough(event, frame.current, 'a')
      }
    >
      {group(
        words.workspaceViews,
        views.filter(({ audience }) => audience !== 'private'),
        add?.('everyone'),
      )}
      {group(words.myViews, own, add?.('private'))}
    </div>
  )
}

function ViewLink({
  view,
  isCurrent,
  href,
  choose,
}: {
  readonly view: SavedView
  readonly isCurrent: boolean
  readonly href: string
  readonly choose: (view: string) => void
}): ReactNode {
  const { formats } = useReading()
  return (
    <li>
      <a
        href={href}
        aria-current={isCurrent ? 'true' : undefined}
        title={view.description}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return
          event.preventDefault()
          choose(view.id)
        }}
      >
        <Icon name={view.icon ?? 'list'} size={14} fallback="list" />
        <span dir="auto">{view.title}</span>
        <span className="n">{view.total === null ? '' : formats.number(view.total)}</span>
      </a>
    </li>
  )
}
