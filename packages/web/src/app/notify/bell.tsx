import { unreadNotificationsContract } from '@tenure/core/page'
import { type ReactNode, Suspense, useId, useRef } from 'react'
import { useWords } from '../../words/use-words.js'
import { useWatch } from '../data/use-source.js'
import { lazily } from '../early/lazily.js'
import { Icon } from '../part/icon.js'
import { Popover } from '../part/popover.js'
import { LoadingLines } from '../part/states.js'
import { useQuiet } from '../run/runs.js'
import { useKeys } from '../shell/keys.js'

const load = () => import('./notice-panel.js')
const NoticePanel = lazily('NoticePanel', load)
const Arrivals = lazily('Arrivals', () => import('./arrivals.js'))

/** The bell in the bar: how many notifications are unread, and the list of them. `tab` is where a record opens that no list is beside. */
export function Bell({ tab }: { readonly tab: string | undefined }): ReactNode {
  const words = useWords().notify
  const id = useId()
  const isQuiet = useQuiet()
  const { value } = useWatch(isQuiet ? unreadNotificationsContract : undefined)
  const count = value?.count ?? 0
  // What was there when the page opened is no news, however late the part comes that says what is.
  const known = useRef(value)
  known.current ??= value
  const text = count > 99 ? '99+' : String(count)
  useKeys({ b: () => document.getElementById(id)?.click() })
  return (
    <>
      <Popover
        id={id}
        className="ib bell"
        label={count === 0 ? words.title : words.bell(text)}
        tip={`${words.title} (B)`}
        button={
          <>
            <Icon name="bell" size={16} />
            {count === 0 ? null : <b className="badge">{text}</b>}
          </>
        }
        align="end"
        onNear={() => void load().catch(() => undefined)}
      >
        {({ close }) => (
          <Suspense fallback={<LoadingLines lines={8} />}>
            <NoticePanel tab={tab} unread={text} close={close} />
          </Suspense>
        )}
      </Popover>
      {value === undefined ? null : (
        <Suspense>
          <Arrivals tab={tab} known={known.current?.newest} newest={value.newest} />
        </Suspense>
      )}
    </>
  )
}
