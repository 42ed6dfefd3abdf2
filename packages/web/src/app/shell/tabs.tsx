import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { type Address, emptyAddress, formatAddress } from '../address/address.js'
import { useAddress } from '../address/use-address.js'
import type { Tab } from '../data/answers.js'
import { Icon } from '../part/icon.js'
import { Popover } from '../part/popover.js'
import { fitTabs } from './tab-letters.js'

interface TabsProps {
  readonly tabs: readonly Tab[]
  readonly current: string | undefined
}

/** Tabs in the order of the plugins; what does not fit goes into *More*. */
export function TabBar({ tabs, current }: TabsProps): ReactNode {
  const words = useWords().shell
  const frame = useRef<HTMLElement>(null)
  const shown = useFitting(frame, tabs, current)
  const hidden = tabs.filter((_, at) => !shown.includes(at))
  return (
    <nav className="tabs" aria-label={words.workspace} ref={frame}>
      {shown
        .map((at) => tabs[at])
        .map((tab) => (tab === undefined ? null : <TabLink key={tab.id} tab={tab} isCurrent={tab.id === current} className="tab" />))}
      {hidden.length === 0 ? null : <MoreTabs tabs={hidden} current={current} className="tab" align="start" />}
      <span className="measure" aria-hidden="true">
        {tabs.map((tab) => (
          <span key={tab.id} className="tab">
            {tab.title}
            {tab.problem === undefined ? null : <Icon name="alert" size={12} />}
          </span>
        ))}
      </span>
    </nav>
  )
}

/** The tabs at the bottom of a phone: four and *More*, or all five. */
export function PhoneTabs({ tabs, current }: TabsProps): ReactNode {
  const words = useWords().shell
  const count = tabs.length > 5 ? 4 : 5
  const rest = tabs.slice(count)
  return (
    <nav className="tabbar" aria-label={words.workspacePhone}>
      {tabs.slice(0, count).map((tab) => (
        <TabLink key={tab.id} tab={tab} isCurrent={tab.id === current} isLarge />
      ))}
      {rest.length === 0 ? null : <MoreTabs tabs={rest} current={current} isLarge align="end" />}
    </nav>
  )
}

interface LinkProps {
  readonly tab: Tab
  readonly isCurrent: boolean
  readonly className?: string
  readonly isLarge?: boolean
  readonly onGo?: () => void
}

function TabLink({ tab, isCurrent, className, isLarge = false, onGo }: LinkProps): ReactNode {
  const { address, go } = useAddress()
  const words = useWords().shell
  return (
    <a
      className={className}
      href={formatAddress({ ...emptyAddress, tab: tab.id })}
      aria-current={isCurrent ? 'page' : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        onGo?.()
        if (tab.id !== address.tab) openTab(go, tab.id)
      }}
    >
      {isLarge ? <Icon name={tab.icon ?? 'puzzle'} size={20} /> : null}
      <span className="cut">{tab.title}</span>
      {tab.problem === undefined ? null : (
        <span className="late" title={words.tabFailed}>
          <Icon name="alert" size={12} />
          <span className="sr">, {words.failed}</span>
        </span>
      )}
    </a>
  )
}

/** Opens a tab as it opens by itself, or with a record beside its list. */
export function openTab(go: ReturnType<typeof useAddress>['go'], tab: string, open?: Address['open']): void {
  go({ tab, at: undefined, view: undefined, search: '', quick: [], sort: [], columns: undefined, open })
}

function MoreTabs({
  tabs,
  current,
  className,
  isLarge = false,
  align,
}: {
  readonly tabs: readonly Tab[]
  readonly current: string | undefined
  readonly className?: string
  readonly isLarge?: boolean
  readonly align: 'start' | 'end'
}): ReactNode {
  const words = useWords().shell
  const button = (
    <>
      {isLarge ? <Icon name="menu" size={20} /> : null}
      {words.more}
      {isLarge ? null : <Icon name="chevron-down" size={12} />}
    </>
  )
  return (
    <Popover className={className ?? 'more-tabs'} label={words.moreTabs} button={button} align={align}>
      {({ close }) => (
        <div className="menu">
          {tabs.map((tab) => (
            <TabLink key={tab.id} tab={tab} isCurrent={tab.id === current} onGo={close} />
          ))}
        </div>
      )}
    </Popover>
  )
}

function useFitting(frame: RefObject<HTMLElement | null>, tabs: readonly Tab[], current: string | undefined): readonly number[] {
  const [shown, setShown] = useState<readonly number[]>(() => tabs.map((_, at) => at))
  useLayoutEffect(() => {
    const nav = frame.current
    if (nav === null) return
    const fit = () => {
      const widths = [...nav.querySelectorAll('.measure > *')].map((one) => one.getBoundingClientRect().width)
      setShown(
        fitTabs(
          widths,
          nav.clientWidth,
          74,
          tabs.findIndex((tab) => tab.id === current),
        ),
      )
    }
    const observer = new ResizeObserver(fit)
    observer.observe(nav)
    document.fonts?.ready.then(fit)
    fit()
    return () => observer.disconnect()
  }, [frame, tabs, current])
  return shown.filter((at) => at < tabs.length)
}
