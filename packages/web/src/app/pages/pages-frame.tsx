import { tabContract } from '@tenure/core/page'
import { type ReactNode, Suspense, useEffect, useRef } from 'react'
import { useWords } from '../../words/use-words.js'
import { useAddress } from '../address/use-address.js'
import { BlockView } from '../block/block.js'
import { useWatch } from '../data/use-source.js'
import { OwnElement } from '../element/own-element.js'
import { Boundary } from '../part/boundary.js'
import { Icon } from '../part/icon.js'
import { Menu } from '../part/menu.js'
import { Failed, LoadingRows, StaleNote } from '../part/states.js'
import { openTab } from '../shell/tabs.js'
import type { Page } from './page.js'
import { groupsOf, SideNav } from './side-nav.js'
import { useKeptFocus } from './use-kept-focus.js'

interface PagesFrameProps {
  readonly pages: readonly Page[]
  readonly page: Page
  readonly workspace: string
}

/** The administration: its pages at the side, or behind a button on a narrow page, and the one that is open. */
export function PagesFrame({ pages, page, workspace }: PagesFrameProps): ReactNode {
  const words = useWords().form
  const { go } = useAddress()
  const sheet = useRef<HTMLDivElement>(null)
  useKeptFocus(sheet)
  useEffect(() => {
    document.title = `${page.title} · ${workspace} · Tenure`
  }, [page.title, workspace])
  const entries = groupsOf(pages, workspace, words.account).flatMap(({ members }) => members)
  return (
    <div className="main admin" id="content">
      <SideNav pages={pages} current={page.id} workspace={workspace} />
      <div className="sheet admin-sheet" ref={sheet}>
        <div className="admin-pages">
          <Menu
            label={`${page.title}, ${words.settings}`}
            className="btn"
            button={
              <>
                <Icon name={page.icon ?? 'gear'} size={14} />
                <span className="cut">{page.title}</span>
                <Icon name="chevron-down" size={14} />
              </>
            }
            entries={entries.map(({ id, title, icon = 'gear' }) => ({
              key: id,
              label: title,
              icon,
              isChosen: id === page.id,
              act: () => openTab(go, id),
            }))}
          />
        </div>
        <Boundary key={page.id} what={page.title}>
          <OpenPage page={page} />
        </Boundary>
      </div>
    </div>
  )
}

/** The page itself. An element draws the whole sheet; other blocks lie on it as on a tab. */
function OpenPage({ page }: { readonly page: Page }): ReactNode {
  const { value, problem, asOf, retry } = useWatch(tabContract, { tab: page.id })
  if (page.problem !== undefined) return <Failed what={page.title} problem={page.problem} />
  if (value === undefined)
    return problem === undefined ? <LoadingRows rows={14} /> : <Failed what={page.title} problem={problem} retry={retry} />
  if (value.block.kind === 'custom')
    return (
      <Suspense fallback={<LoadingRows rows={14} />}>
        <OwnElement
          block={value.block}
          draw={(block) => (
            <OnSheet title={page.title}>
              <BlockView block={block} />
            </OnSheet>
          )}
          drawInside={(block) => <BlockView block={block} />}
          isBare
        />
      </Suspense>
    )
  return (
    <OnSheet title={page.title}>
      {problem === undefined ? null : <StaleNote problem={problem} asOf={asOf} retry={retry} />}
      <BlockView block={value.block} />
    </OnSheet>
  )
}

function OnSheet({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <main className="pane" data-region="content">
      <div className="head">
        <h1>{title}</h1>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className="blocks" tabIndex={0} aria-label={title}>
        {children}
      </section>
    </main>
  )
}
