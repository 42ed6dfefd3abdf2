import { useEffect, useRef } from 'react'
import { useWords } from '../../words/use-words.js'
import { useAddress } from '../address/use-address.js'
import type { RecordDetail } from '../data/answers.js'
import { useToasts } from '../toast/toasts.js'

/** An id whose record was merged leads to the one that stays: the page moves there, and says so to those who had it open. */
export function useMerged(subject: { readonly type: string; readonly id: string }, record: RecordDetail | undefined): void {
  const words = useWords()
  const toasts = useToasts()
  const { aside, go } = useAddress()
  const seen = useRef<string>(undefined)
  const shown = record?.id
  useEffect(() => {
    if (record === undefined || shown === undefined) return
    if (shown === subject.id) {
      seen.current = shown
      return
    }
    if (seen.current === subject.id) {
      const title = words.compose.merged(record.title || words.record.unnamed)
      toasts.show({ tone: 'done', title, detail: words.compose.mergedHere })
    }
    seen.current = shown
    go({ open: { type: record.type, id: shown } }, 'replace', { ...(aside.trail && { trail: aside.trail }) })
  }, [shown, subject.id])
}
