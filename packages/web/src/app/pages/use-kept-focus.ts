import { type RefObject, useEffect } from 'react'
import { alikeIn, isGivingBack } from '../part/focus.js'

const focusable =
  'a[href], button:not(:disabled), input:not(:disabled, [type="radio"]:not(:checked)), select:not(:disabled), textarea:not(:disabled), [tabindex="0"]'

/**
 * Gives the focus to what is nearest when the element that has it goes or is disabled, such as a token that was removed or the bar of changes
 * once they are saved: keys go on from there.
 */
export function useKeptFocus(frame: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const root = frame.current
    if (root === null) return
    // The element that has the focus, and all around it: of one that has gone it is too late to ask.
    let path: readonly Element[] = []
    const note = ({ target }: FocusEvent) => {
      path = pathOf(target as Element, root)
    }
    const forget = ({ target }: FocusEvent) =>
      queueMicrotask(() => {
        if (path[0] === target && isThere(path[0])) path = []
      })
    const mend = (): void => {
      const [last, ...around] = path
      if (last === undefined || isThere(last) || !isNowhere()) return
      // The frame that gives it back comes first.
      if (isGivingBack()) return void requestAnimationFrame(mend)
      const near = around.find((element) => element.isConnected) ?? root
      const others = [...near.querySelectorAll<HTMLElement>(focusable)].filter((element) => element.getClientRects().length > 0)
      // A field that opens a list when it gets the focus is not asked for.
      const next = alikeIn(root, last) ?? others.find((element) => !element.matches('[role="combobox"]')) ?? others[0]
      next?.focus({ preventScroll: true })
    }
    root.addEventListener('focusin', note)
    root.addEventListener('focusout', forget)
    const observer = new MutationObserver(mend)
    observer.observe(root, { subtree: true, childList: true, attributeFilter: ['disabled'] })
    return () => {
      observer.disconnect()
      root.removeEventListener('focusin', note)
      root.removeEventListener('focusout', forget)
    }
  }, [])
}

function pathOf(element: Element, root: Element): readonly Element[] {
  const path: Element[] = []
  for (let at: Element | null = element; at !== null && at !== root; at = at.parentElement) path.push(at)
  return path
}
function isThere(element: Element): boolean {
  return element.isConnected && !element.matches(':disabled')
}
function isNowhere(): boolean {
  const { activeElement } = document
  return activeElement === null || activeElement === document.body || !isThere(activeElement)
}
