const order = ['bar', 'views', 'content', 'preview'] as const
const focusable = 'a[href]:not([tabindex="-1"]), button:not(:disabled):not([tabindex="-1"]), input:not(:disabled), [tabindex="0"]'

/** Moves the focus to the next region of the page that is in sight: bar, views, content, preview, and round again. */
export function nextRegion(backward: boolean): void {
  const regions = order.flatMap((name) => [...document.querySelectorAll<HTMLElement>(`[data-region="${name}"]`)]).filter(isInSight)
  const now = regions.findIndex((region) => region.contains(document.activeElement))
  const step = backward ? -1 : 1
  const next = regions[(now + step + regions.length) % regions.length]
  const preferred = next?.querySelector<HTMLElement>('[role="gridcell"][tabindex="0"], [aria-current]')
  ;(preferred ?? next?.querySelector<HTMLElement>(focusable))?.focus()
}

const isInSight = (element: HTMLElement): boolean => element.getClientRects().length > 0 && element.closest('[inert]') === null
