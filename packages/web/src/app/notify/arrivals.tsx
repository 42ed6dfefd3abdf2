import { notificationsContract } from '@tenure/core/page'
import { useEffect, useRef } from 'react'
import { first } from 'rxjs'
import { useWords } from '../../words/use-words.js'
import { useAddress } from '../address/use-address.js'
import { useSource } from '../data/use-source.js'
import { useReading } from '../format/use-formats.js'
import { openRecord } from '../palette/open-record.js'
import { useToasts } from '../toast/toasts.js'
import type { Notice } from './notice.js'
import { useNoticeChoices } from './notice-choices.js'
import { detailOf, plainText } from './notice-text.js'

interface ArrivalsProps {
  readonly tab: string | undefined
  /** The newest when the page opened, and now. */
  readonly known: Newest | undefined
  readonly newest: Newest | undefined
}
type Newest = { readonly id: string; readonly at: number }
const mostAtOnce = 5

/** Shows what arrives while the page is open: a toast for a reminder, and in the background, where the user wants it, a notification of the browser. */
export function Arrivals({ tab, known, newest }: ArrivalsProps): null {
  const source = useSource()
  const announce = useRef<(notice: Notice) => void>(undefined)
  announce.current = useAnnounce(tab)
  // What was there before is no news, and neither is what becomes visible again.
  const since = useRef(known?.at ?? 0)
  const announced = useRef(new Set(known === undefined ? [] : [known.id]))
  useEffect(() => {
    if (newest === undefined || announced.current.has(newest.id) || newest.at < since.current) return
    // The list may be a moment behind the count.
    const has = ({ value }: { readonly value?: { readonly rows: readonly Notice[] } }) =>
      value?.rows.some(({ id }) => id === newest.id) === true
    const subscription = source
      .watch(notificationsContract, { limit: mostAtOnce })
      .pipe(first(has))
      .subscribe({
        next: ({ value }) => {
          const rows = value?.rows ?? []
          const fresh = rows.filter(({ id, at, read }) => !read && at >= since.current && !announced.current.has(id))
          since.current = newest.at
          for (const notice of fresh.toReversed()) {
            announced.current.add(notice.id)
            announce.current?.(notice)
          }
        },
        error: () => undefined,
      })
    return () => subscription.unsubscribe()
  }, [newest?.id])
  return null
}

function useAnnounce(tab: string | undefined): (notice: Notice) => void {
  const words = useWords().notify
  const reading = useReading()
  const toasts = useToasts()
  const { go } = useAddress()
  const [choices] = useNoticeChoices()
  return (notice) => {
    const { id, kind, about } = notice
    const [text, detail] = [plainText(notice, words, reading), detailOf(notice, words, reading)]
    const open = () => openRecord(go, tab, { type: about.type, id: about.id })
    if (kind === 'reminder')
      toasts.show({
        ...{ tone: 'done', icon: 'bell', title: words.arrived, about: text, choices: [{ label: words.open, run: open }] },
        ...(detail !== undefined && { detail }),
      })
    if (choices?.browser !== true || !document.hidden || !('Notification' in window) || Notification.permission !== 'granted') return
    // Under its id a notification is shown once, however many tabs are open.
    const shown = new Notification(text, { tag: id, ...(detail !== undefined && { body: detail }) })
    shown.onclick = () => {
      window.focus()
      shown.close()
      open()
    }
  }
}
