import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { build, type InlineConfig } from 'vite'
import { aliases } from '../../vitest.config.js'
import { launchBrowser } from '../support/browser.js'
import { settle } from '../support/settle.js'

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}
/** What a page is opened as. */
export interface View extends BrowserContextOptions {
  readonly query?: string
  /** The world that the page plays in; see `src/dev/world/scenario.ts` of the page. */
  readonly scenario?: string
}
/** The page over the core in the browser, under the content policy of the server, in a browser. */
export interface DevPage extends AsyncDisposable {
  open(view?: View): Promise<{ readonly page: Page; readonly faults: readonly string[] }>
}

/** Builds the page for developers and opens a browser on it; `undefined` where there is no browser. */
export function openDevPage(): Promise<DevPage | undefined> {
  return openBuilt('dev.html', { configFile: at('packages/web/vite.config.ts'), mode: 'dev' })
}
/** The same with the playground, built from the sources of the packages. */
export function openPlayground(): Promise<DevPage | undefined> {
  return openBuilt('index.html', { configFile: false, root: at('examples/playground'), resolve: { alias: [...aliases] } })
}

async function openBuilt(entry: string, config: InlineConfig): Promise<DevPage | undefined> {
  const browser = await launchBrowser()
  if (browser === undefined) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'tenure-page-'))
  await build({ ...config, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } })
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://page').pathname
    const file = join(folder, path === '/' ? entry : path)
    if (!file.startsWith(folder) || !existsSync(file)) return response.writeHead(404).end()
    response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream')
    if (entry === 'dev.html') response.setHeader('content-security-policy', "default-src 'self'; style-src 'self'")
    return response.end(await readFile(file))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return {
    open: (view = {}) => openView(browser, url, view),
    [Symbol.asyncDispose]: async () => {
      await browser.close()
      server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function openView(browser: Browser, url: string, { query = '', scenario = 'normal', ...options }: View) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  // The kinds of blocks include an element whose module is nowhere.
  const isMissing = (address: string) => address.includes('/elements/')
  page.on('console', (message) => message.type() === 'error' && !isMissing(message.location().url) && faults.push(message.text()))
  await page.goto(`${url}${query}#${scenario}`)
  await page.waitForSelector('main')
  await settle(page)
  return { page, faults }
}
