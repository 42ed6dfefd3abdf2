import { type ReactNode, useRef } from 'react'
import { useWords } from '../../words/use-words.js'
import { stepThrough } from '../part/focus.js'
import { Icon } from '../part/icon.js'
import { Popover } from '../part/popover.js'
import { usePhone } from '../part/use-media.js'
import { LazyPreview } from '../record/lazy-preview.js'
import { useOpenRecord } from '../shell/blocks-tab.js'
import type { SideGroup, TabSheetProps } from './tab-sheet-props.js'
import '../styles/tiles.css'

/** A tab that an element draws whole: its list at the side, the sheet, and the preview of the record that is open. */
export function TabSheet(props: TabSheetProps): ReactNode {
  const { label, groups, note, title, beside, actions, side, children } = props
  const isPhone = usePhone()
  const { opened, close } = useOpenRecord()
  const isCovered = isPhone && (opened !== undefined || side !== undefined)
  const list = (chosen?: () => void) => <SideList groups={groups} chosen={chosen} />
  return (
    <div className="main" id="content">
      <nav className="side" aria-label={label} data-region="views">
        {list()}
        {note === undefined ? null : <p className="small t3 lead tab-note">{note}</p>}
      </nav>
      <div className="sheet">
        <main className="pane" data-region="content" inert={isCovered}>
          <div className="head">
            <h1 className="wide-title cut" dir="auto">
              {title}
            </h1>
            <NarrowTitle title={title} list={list} />
            {beside}
            <span className="grow" />
            {actions}
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
          <section className="blocks tab-blocks" tabIndex={0} aria-label={title}>
            {children}
          </section>
        </main>
        {side}
        {opened === undefined ? null : (
          <LazyPreview
            key={opened.type}
            subject={opened}
            index={undefined}
            total={undefined}
            step={() => {}}
            close={close}
            isPage={isPhone}
          />
        )}
      </div>
    </div>
  )
}

/** On a narrow page: the title, which opens the list. */
function NarrowTitle({ title, list }: { readonly title: string; readonly list: (chosen: () => void) => ReactNode }): ReactNode {
  const words = useWords().list
  const button = (
    <>
      <span className="cut" dir="auto">
        {title}
      </span>
      <Icon name="chevron-down" size={14} />
    </>
  )
  return (
    <h1 className="narrow-title">
      <Popover className="title-btn" label={words.changeView(title)} button={button}>
        {({ close }) => list(close)}
      </Popover>
    </h1>
  )
}

interface SideListProps {
  readonly groups: readonly SideGroup[]
  readonly chosen: (() => void) | undefined
}
function SideList({ groups, chosen }: SideListProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows go between the links, which Tab reaches too
    <div
      className="views"
      ref={frame}
      onKeyDown={(event) =>
        frame.current !== null && /^(Arrow(Up|Down)|Home|End)$/.test(event.key) && stepThrough(event, frame.current, 'a')
      }
    >
      {groups.map(({ title, add, items }) => (
        <section key={title}>
          <header>
            <h2>{title}</h2>
            {add === undefined ? null : (
              <button
                type="button"
                className="ib sm"
                aria-label={add.label}
                title={add.label}
                onClick={() => {
                  chosen?.()
                  add.run()
                }}
              >
                <Icon name="plus" size={14} />
              </button>
            )}
          </header>
          <ul>
            {items.map((item) => (
              <li key={item.id}>
                <a
                  href={item.href}
                  aria-current={item.isCurrent ? 'true' : undefined}
                  title={item.tip}
                  onClick={(event) => {
                    if (event.metaKey || event.ctrlKey || event.shiftKey) return
                    event.preventDefault()
                    chosen?.()
                    item.open()
                  }}
                >
                  <Icon name={item.icon} size={14} fallback="list" />
                  <span dir="auto">{item.title}</span>
                  {item.count === undefined ? null : <span className="n">{item.count}</span>}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
