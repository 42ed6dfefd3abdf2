import { useText, useToasts } from '@tenure/web/parts'

/** Copies a text, and says so; where the browser does not let it, says what to do instead. */
export function useCopy(): (copied: string, done: string) => Promise<void> {
  const text = useText()
  const toasts = useToasts()
  return async (copied, done) => {
    try {
      await navigator.clipboard.writeText(copied)
      toasts.show({ tone: 'done', title: done })
    } catch {
      toasts.show({ tone: 'refused', title: text('Select the text and copy it yourself.') })
    }
  }
}
