import type { Page, Route } from 'playwright-core'

/** Holds back what the page asks for at these addresses, or the answers to it, and gives what lets it go. */
export async function hold(page: Page, url: string | RegExp, what: 'request' | 'answer' = 'request'): Promise<() => void> {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(url, async (route: Route) => {
    const answer = what === 'answer' ? { response: await route.fetch() } : undefined
    await held
    await (answer === undefined ? route.continue() : route.fulfill(answer))
  })
  return release
}
