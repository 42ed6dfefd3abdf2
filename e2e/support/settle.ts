import type { Page } from 'playwright-core'

/** Waits until the page is at rest: for five frames neither it nor its address has changed, and every animation that ends has ended. */
export function settle(page: Page): Promise<void> {
  return page.evaluate(async () => {
    let [quiet, address] = [0, location.href]
    const observer = new MutationObserver(() => {
      quiet = 0
    })
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
    const isMoving = () =>
      document
        .getAnimations()
        .some(({ playState, effect }) => playState === 'running' && effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
    for (; quiet < 5 || isMoving(); quiet++) {
      await new Promise(requestAnimationFrame)
      if (location.href !== address) quiet = -1
      address = location.href
    }
    observer.disconnect()
  })
}
