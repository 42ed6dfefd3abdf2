import type { Block } from '@tenure/core/block'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useAddress } from '../address/use-address.js'
import { SideSlot } from '../calendars/side-slot.js'
import { onDemand } from '../early/on-demand.js'
import { giveBack } from '../part/focus.js'
import { LoadingRows } from '../part/states.js'
import { usePhone } from '../part/use-media.js'
import { LazyPreview } from '../record/lazy-preview.js'
import { useKeys } from './keys.js'

// A tab that is one table does without.
const BlockView = onDemand(async () => (await import('../block/block.js')).BlockView).Part

interface BlocksTabProps {
  readonly title: string
  readonly label: string
  /** At the end of the head. */
  readonly end?: ReactNode
  /** `undefined` while the tab has none to show. */
  readonly block: Block | undefined
  /** What is drawn above the block, or in its place. */
  readonly children?: ReactNode
}

/** A tab of blocks on one sheet, with the preview of the record that one of them has opened. */
export function BlocksTab({ title, label, end, block, children }: BlocksTabProps): ReactNode {
  const isPhone = usePhone()
  const { opened, close } = useOpenRecord()
  const [slot, setSlot] = useState<HTMLElement | null>(null)
  // A calendar that has the tab for itself has a column beside the sheet.
  const hasSide = block?.kind === 'calendar'
  return (
    <div className={`main${hasSide ? '' : ' wide'}`} id="content">
      {hasSide ? <aside className="side" aria-label={title} data-region="views" ref={setSlot} /> : null}
      <div className="sheet">
        <main className="pane" data-region="content" inert={isPhone && opened !== undefined}>
          <div className="head">
            <h1>{title}</h1>
            {end}
          </div>
          {children}
          {block === undefined ? null : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
            <section className="blocks" tabIndex={0} aria-label={label}>
              <SideSlot value={slot}>
                <BlockView block={block} waiting={<LoadingRows rows={14} />} />
              </SideSlot>
            </section>
          )}
        </main>
        {opened === undefined || block === undefined ? null : (
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

/** The record that is open. When it is closed, the focus goes back to where it was opened. */
export function useOpenRecord() {
  const { address, go } = useAddress()
  const opened = address.open
  const opener = useRef<Element>(null)
  useEffect(() => {
    if (opened !== undefined) opener.current = document.activeElement
  }, [opened === undefined])
  const close = () => {
    go({ open: undefined }, 'push')
    const back = opener.current
    giveBack(() => back instanceof HTMLElement && back.focus({ preventScroll: true }))
  }
  useKeys({ Escape: () => (opened === undefined ? false : close()) })
  return { opened, close }
}
