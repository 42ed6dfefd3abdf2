import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningWorkspace, startWorkspace } from '@tenure/cli'
import { pageFolder } from '@tenure/web'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { furnish, Visitor, visitors } from '../scripts/shots/furnish.mjs'
import { openState, type Place } from '../scripts/shots/open-state.mjs'
import { type PageState, states } from '../scripts/shots/states.mjs'
import { axe, axeOfTexts } from './page/axe.js'
import { launchBrowser } from './support/browser.js'
import { settle } from './support/settle.js'

const desk = { width: 1440, height: 900 }
const phone = { width: 390, height: 844 }
const browser: Browser | undefined = await launchBrowser()
const running: RunningWorkspace[] = []

// Each state is opened once and looked at in every size, theme and language. Users beside each other, as each has a language of their own.
describe.skipIf(browser === undefined).concurrent('every page and state of the product', () => {
  let full: Place
  let empty: Place
  beforeAll(async () => {
    const url = await start(false)
    const ids = await furnish(url.url)
    full = { url: url.url, ids, users: await visitors(url.url, ids) }
    const bare = await start(true)
    empty = { url: bare.url, ids: {}, users: { founder: await Visitor.founder(bare.url, bare.firstAdminCode) } }
  })
  afterAll(async () => {
    await browser?.close()
    for (const each of running) await each[Symbol.asyncDispose]()
  })

  const look = async (wanted: (state: PageState) => boolean) => {
    const wrong: string[] = []
    // The page that is opening is grey shapes without a word, so it has no heading.
    for (const state of states.filter((one) => one.name !== 'opening' && wanted(one))) {
      const place = state.workspace === 'empty' ? empty : full
      for (const found of await lookAt(place, state)) wrong.push(`${state.name}: ${found}`)
    }
    expect(wrong).toEqual([])
  }
  const timeout = { timeout: 600_000 }
  test('[SDK-13] axe finds nothing where a CSM works, wide and on a phone, light and dark, in both languages', timeout, () =>
    look(({ user, workspace }) => workspace === 'full' && user !== 'root'),
  )
  test('[SDK-13] axe finds nothing in the administration, wide and on a phone, light and dark, in both languages', timeout, () =>
    look(({ user, workspace }) => (workspace === 'full' && user === 'root') || workspace === 'empty'),
  )
})

async function start(isEmpty: boolean): Promise<RunningWorkspace> {
  const options = { data: mkdtempSync(join(tmpdir(), 'tenure-states-')), port: 0, empty: isEmpty, page: pageFolder }
  const workspace = await startWorkspace(options, { out: () => {}, say: () => {} })
  running.push(workspace)
  return workspace
}

async function lookAt(place: Place, state: PageState): Promise<readonly string[]> {
  const sizes = [desk, phone].filter((size) => state.on === undefined || size === (state.on === 'desk' ? desk : phone))
  const visitor = place.users[state.user]
  await visitor?.speak('en')
  const page = await open(place, state, { viewport: sizes[0], locale: 'en-GB' })
  const found = await inSizes(page, sizes, axe)
  // The page changes its language as it is open, if its user has one and the server can be reached.
  const isLive = visitor !== undefined && state.before === undefined
  await visitor?.speak('de')
  const german = isLive ? page : await open(place, state, { viewport: sizes.at(-1), locale: 'de-DE' })
  await german.locator('html[lang=de]').waitFor()
  found.push(...(await inSizes(german, [...sizes].reverse(), axeOfTexts)))
  for (const each of new Set([page, german])) await each.context().close()
  return found
}

async function open(place: Place, state: PageState, options: Parameters<Browser['newContext']>[0]): Promise<Page> {
  const page = await openState({ browser: browser as Browser, place, state, options: { ...options, reducedMotion: 'reduce' } })
  return page
}

async function inSizes(page: Page, sizes: readonly (typeof desk)[], look: (page: Page) => Promise<readonly string[]>): Promise<string[]> {
  const found: string[] = []
  for (const size of sizes) {
    await page.setViewportSize(size)
    await settle(page)
    for (const each of await look(page)) found.push(`${size.width} px: ${each}`)
  }
  return found
}
