import { pagesContract } from '@tenure/core/page'
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { useAddress } from '../address/use-address.js'
import type { Session, Tab } from '../data/answers.js'
import type { SignInOffer } from '../data/source.js'
import { useWatch } from '../data/use-source.js'
import { lazily } from '../early/lazily.js'
import type { Page } from '../pages/page.js'
import { SettingsButton } from '../pages/settings-button.js'
import { CommandBox } from '../palette/command-box.js'
import { Boundary } from '../part/boundary.js'
import { LoadingRows } from '../part/states.js'
import { Switcher, UserMenu } from '../user/user-menu.js'
import { ConnectionStrip } from './connection-strip.js'
import { Desks } from './desks.js'
import { useKeys } from './keys.js'
import { Logo } from './logo.js'
import { nextRegion } from './regions.js'
import { TabContent } from './tab-content.js'
import { lettersOf } from './tab-letters.js'
import { openTab, PhoneTabs, TabBar } from './tabs.js'

const PagesFrame = lazily('PagesFrame', () => import('../pages/pages-frame.js'))
const NoTab = lazily('NoTab', () => import('../access/no-tab.js'))
// The page works without it.
const Bell = lazy(async () => ({ default: (await import('../notify/bell.js').catch(() => undefined))?.Bell ?? NoBell }))
const none: readonly Page[] = []
const KeyHelp = lazily('KeyHelp', () => import('./key-help.js'))

interface ShellProps {
  readonly session: Session
  readonly tabs: readonly Tab[]
  readonly offer: SignInOffer | undefined
}

/** The frame of the workspace: bar, the open tab, and on a phone the tabs at the bottom. */
export function Shell({ session, tabs, offer }: ShellProps): ReactNode {
  const { address } = useAddress()
  const { shell: words, state } = useWords()
  const [isHelping, setHelping] = useState(false)
  const pages = usePages(session)
  const page = pages?.find((one) => one.id === address.tab)
  const tab = address.tab === undefined ? tabs[0] : tabs.find((one) => one.id === address.tab)
  const current = page?.id ?? tab?.id
  const letters = useMemo(() => lettersOf(tabs.map((one) => one.title)), [tabs])
  useShellKeys(tabs, letters, () => setHelping(true))
  return (
    <Desks>
      <a className="skip" href="#content">
        {words.skip}
      </a>
      <header className="bar" data-region="bar">
        <div className="space">
          <Logo />
          <b className="cut" dir="auto">
            {session.workspace.name}
          </b>
        </div>
        <TabBar tabs={tabs} current={current} />
        <div className="bar-end">
          <ConnectionStrip />
          <CommandBox tabs={tabs} pages={pages ?? none} />
          {offer?.switcher ? <Switcher offer={offer} current={session.user.id} /> : null}
          <Suspense fallback={<span className="ib" />}>
            <Bell tab={tabs[0]?.id} />
          </Suspense>
          <SettingsButton pages={pages ?? none} isOpen={page !== undefined} />
          <UserMenu session={session} showKeys={() => setHelping(true)} />
        </div>
      </header>
      <Boundary key={page === undefined ? current : 'pages'} what={page?.title ?? tab?.title ?? state.theTab}>
        {page !== undefined && pages !== undefined ? (
          <Suspense fallback={<Waiting />}>
            <PagesFrame pages={pages} page={page} workspace={session.workspace.name} />
          </Suspense>
        ) : tab === undefined && pages === undefined ? (
          <Waiting />
        ) : tab === undefined ? (
          <Suspense fallback={<Waiting />}>
            <NoTab tabs={tabs} />
          </Suspense>
        ) : (
          <TabContent tab={tab} workspace={session.workspace.name} />
        )}
      </Boundary>
      <PhoneTabs tabs={tabs} current={current} />
      {isHelping ? (
        <Suspense>
          <KeyHelp tabs={tabs.map((one, at) => [['G', (letters[at] ?? '').toUpperCase()], one.title])} close={() => setHelping(false)} />
        </Suspense>
      ) : null}
    </Desks>
  )
}

function NoBell(): ReactNode {
  return null
}

function Waiting(): ReactNode {
  return (
    <div className="main wide" id="content">
      <main className="sheet" aria-busy="true">
        <LoadingRows rows={14} />
      </main>
    </div>
  )
}

/** The pages of the administration; `undefined` until they are known. Who may neither work here nor change settings does not ask. */
function usePages({ rights }: Session): readonly Page[] | undefined {
  const asks = rights.settings || rights.missing === undefined
  const { value, problem } = useWatch(asks ? pagesContract : undefined)
  return asks && problem === undefined ? value : (value ?? none)
}

function useShellKeys(tabs: readonly Tab[], letters: readonly (string | undefined)[], help: () => void): void {
  const { go } = useAddress()
  const goUntil = useRef(0)
  useKeys({
    '?': help,
    g: () => {
      goUntil.current = Date.now() + 1500
    },
    F6: (event) => nextRegion(event.shiftKey),
  })
  // Catches the letter after G before any other key handler of the page.
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const at = Date.now() < goUntil.current ? letters.indexOf(event.key.toLowerCase()) : -1
      if (event.key.toLowerCase() !== 'shift') goUntil.current = 0
      const tab = tabs[at]
      if (tab === undefined) return
      event.preventDefault()
      event.stopPropagation()
      openTab(go, tab.id)
    }
    document.addEventListener('keydown', onKeyDown, { capture: true })
    return () => document.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [tabs, letters, go])
}
