import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

// Keeps a browser quiet on a closed network, and lets it run as the only user of a machine for checks.
const args = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const known = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

// On a busy machine a page takes its time; only what never comes runs into this limit.
const patienceMs = 120_000
/** The browsers that were launched here. */
export const launched = new Set<Browser>()
function patient(browser: Browser): Browser {
  launched.add(browser)
  const open = browser.newContext.bind(browser)
  browser.newContext = async (options) => {
    const context = await open(options)
    context.setDefaultTimeout(patienceMs)
    pressAsPeopleDo(context)
    if (slow.processor > 1 || slow.answerMs > 0) slowDown(context)
    return context
  }
  return browser
}

// Far less than a person's press, and more than a page needs to move what is pressed away. A bench measures the page alone.
const pressMs = process.env['VITEST'] === undefined ? 0 : 30
/** A click of a test takes a moment, as a person's does. */
function pressAsPeopleDo(context: BrowserContext): void {
  const open = context.newPage.bind(context)
  context.newPage = async (): Promise<Page> => {
    const page = await open()
    const clicks: { click: ReturnType<Page['locator']>['click'] } = Object.getPrototypeOf(page.locator('body'))
    const { click } = clicks
    if (click.name !== 'press')
      clicks.click = function press(options) {
        return click.call(this, { delay: pressMs, ...options })
      }
    return page
  }
}

/** What a slow machine is played by: how many times slower the processor of a page is, and how much later each answer comes. */
const slow = { processor: Number(process.env['TENURE_SLOW_PAGES'] ?? 1), answerMs: Number(process.env['TENURE_LATE_ANSWERS'] ?? 0) }
/** Every page that this context opens is slow before it goes anywhere. */
function slowDown(context: BrowserContext): void {
  const open = context.newPage.bind(context)
  context.newPage = async (): Promise<Page> => {
    const page = await open()
    const session = await context.newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: slow.processor })
    const conditions = { offline: false, latency: slow.answerMs, downloadThroughput: -1, uploadThroughput: -1 }
    if (slow.answerMs > 0) await session.send('Network.emulateNetworkConditions', conditions)
    return page
  }
}

/** The first browser that starts, or `undefined` where there is none and none is demanded. With `CI` set a missing one is an error. */
export async function launchBrowser(): Promise<Browser | undefined> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  // A browser's socket takes a short path: not in the folder of the tests, whose path may be longer.
  const env = { ...process.env, TMPDIR: process.env['TENURE_TMPDIR'] ?? tmpdir() }
  const launch = { args: [...args, ...sandbox], env }
  const given = process.env['TENURE_BROWSER']
  if (given !== undefined) return patient(await chromium.launch({ ...launch, executablePath: given }))
  const tries = [
    ...known.filter((file) => existsSync(file)).map((executablePath) => ({ executablePath })),
    { channel: 'chrome' },
    { channel: 'msedge' },
  ]
  for (const options of tries) {
    try {
      return patient(await chromium.launch({ ...launch, ...options }))
    } catch {
      // The next one may start.
    }
  }
  const message =
    'No Chromium or Chrome was found for the browser tests. Install one (on Debian: apt-get install chromium), or name it in TENURE_BROWSER.'
  if (process.env['CI']) throw new Error(message)
  console.warn(message)
  return undefined
}
