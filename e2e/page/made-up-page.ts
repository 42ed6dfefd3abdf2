import { existsSync, mkdtempSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { build } from 'vite'
import { launchBrowser } from '../support/browser.js'
import { settle } from '../support/settle.js'

const web = fileURLToPath(new URL('../../packages/web', import.meta.url))
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
  /** The world that the page plays in; see the page's own fixture. */
  readonly scenario?: string
}
/** The page over made-up data, under the content policy of the server, in a browser. */
export interface MadeUpPage extends AsyncDisposable {
  open(view?: View): Promise<{ readonly page: Page; readonly faults: readonly string[] }>
}

/** Builds the page over made-up data and opens a browser on it; `undefined` where there is no browser. */
export async function openMadeUpPage(): Promise<MadeUpPage | undefined> {
  const browser = await launchBrowser()
  if (browser === undefined) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'tenure-page-'))
  await build({ configFile: join(web, 'vite.config.ts'), mode: 'fixture', logLevel: 'error', build: { outDir: folder } })
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://page').pathname
    const file = join(folder, path === '/' ? 'dev.html' : path)
    if (!file.startsWith(folder) || !existsSync(file)) return response.writeHead(404).end()
    response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream')
    response.setHeader('content-security-policy', "default-src 'self'; style-src 'self'")
    return response.end(await readFile(file))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return {
    open: (view = {}) => openView(browser, url, view),
    [Symbol.asyncDispose]: async () => {
      await browser.close()
      server.close()
    },
  }
}

async function openView(browser: Browser, url: string, { query = '', scenario = 'normal', ...options }: View) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  await page.goto(`${url}${query}#${scenario}`)
  await page.waitForSelector('main')
  await settle(page)
  return { page, faults }
}
