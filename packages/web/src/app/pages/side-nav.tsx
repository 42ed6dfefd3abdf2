import { type ReactNode, useRef } from 'react'
import { useWords } from '../../words/use-words.js'
import { emptyAddress, formatAddress } from '../address/address.js'
import { useAddress } from '../address/use-address.js'
import { stepThrough } from '../part/focus.js'
import { Icon } from '../part/icon.js'
import { openTab } from '../shell/tabs.js'
import type { Page } from './page.js'

interface SideNavProps {
  readonly pages: readonly Page[]
  readonly current: string
  readonly workspace: string
}

/** The pages of the workspace, then those of the account. */
export function SideNav({ pages, current, workspace }: SideNavProps): ReactNode {
  const words = useWords().form
  const frame = useRef<HTMLElement>(null)
  return (
    <nav
      className="side views"
      aria-label={words.settings}
      data-region="views"
      ref={frame}
      onKeyDown={(event) =>
        frame.current !== null && /^(Arrow(Up|Down)|Home|End)$/.test(event.key) && stepThrough(event, frame.current, 'a')
      }
    >
      {groupsOf(pages, workspace, words.account).map(({ title, members }) => (
        <section key={title}>
          <h2>{title}</h2>
          <ul>
            {members.map((page) => (
              <PageLink key={page.id} page={page} isCurrent={page.id === current} />
            ))}
          </ul>
        </section>
      ))}
    </nav>
  )
}

/** Pages under their headings, in order. */
export function groupsOf(
  pages: readonly Page[],
  workspace: string,
  account: string,
): readonly { readonly title: string; readonly members: readonly Page[] }[] {
  return [
    { title: workspace, members: pages.filter(({ area }) => area === 'workspace') },
    { title: account, members: pages.filter(({ area }) => area === 'account') },
  ].filter(({ members }) => members.length > 0)
}

function PageLink({ page, isCurrent }: { readonly page: Page; readonly isCurrent: boolean }): ReactNode {
  const { go } = useAddress()
  return (
    <li>
      <a
        href={formatAddress({ ...emptyAddress, tab: page.id })}
        aria-current={isCurrent ? 'page' : undefined}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return
          event.preventDefault()
          openTab(go, page.id)
        }}
      >
        <Icon name={page.icon ?? 'gear'} size={14} fallback="gear" />
        <span className="cut">{page.title}</span>
        {page.faults === undefined ? null : <span className="n late num">{page.faults}</span>}
        {page.problem === undefined ? null : (
          <span className="n late">
            <Icon name="alert" size={12} />
          </span>
        )}
      </a>
    </li>
  )
}
