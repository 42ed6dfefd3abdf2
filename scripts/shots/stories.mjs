// Pictures of every story, for `pnpm shots`: each part of the page in each state, wide and light, and on a phone in the dark.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, preview } from 'vite'

const looks = [
  ['light', { colorScheme: 'light', viewport: { width: 1440, height: 900 } }],
  ['phone-dark', { colorScheme: 'dark', viewport: { width: 390, height: 844 } }],
]

/** Builds the page for developers and takes its stories into `<folder>/stories`. */
export async function takeStories(browser, folder) {
  const outDir = mkdtempSync(join(tmpdir(), 'tenure-stories-'))
  const config = {
    configFile: fileURLToPath(new URL('../../packages/web/vite.config.ts', import.meta.url)),
    mode: 'dev',
    logLevel: 'error',
    build: { outDir, emptyOutDir: true },
  }
  await build(config)
  const server = await preview({ ...config, preview: { port: 0, host: '127.0.0.1' } })
  mkdirSync(join(folder, 'stories'), { recursive: true })
  const page = `http://127.0.0.1:${server.httpServer.address().port}/dev.html`
  for (const [look, options] of looks) await takeLook({ browser, folder: join(folder, 'stories'), page, look, options })
  await server.close()
  rmSync(outDir, { recursive: true, force: true })
}

async function takeLook({ browser, folder, page: url, look, options }) {
  const context = await browser.newContext({ ...options, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(`${url}#stories`)
  await page.waitForSelector('main a')
  const addresses = await page.locator('main a').evaluateAll((links) => links.map((link) => link.getAttribute('href')))
  for (const address of addresses) {
    await page.evaluate((hash) => {
      location.hash = hash
    }, address)
    await page.waitForTimeout(250)
    await page.screenshot({ path: join(folder, `${address.slice('#story/'.length).replace('/', '-')}-${look}.png`) })
  }
  await context.close()
}
