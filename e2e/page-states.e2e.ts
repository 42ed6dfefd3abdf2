import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningWorkspace, startWorkspace } from '@tenure/cli'
import { pageFolder } from '@tenure/web'
import type { Browser, Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { furnish, hard, rename, Visitor, visitors } from '../scripts/shots/furnish.mjs'
import { openState, type Place } from '../scripts/shots/open-state.mjs'
import { type PageState, states } from '../scripts/shots/states.mjs'
import { axe, axeOfTexts } from './page/axe.js'
import { fit } from './page/fit.js'
import { launchBrowser } from './support/browser.js'
import { settle } from './support/settle.js'

const desk = { width: 1440, height: 900 }
const phone = { width: 390, height: 844 }
/** Where words run out of room: the smallest phone, a desk at 200 %, a window beside another. */
const tight = [
  { on: 'phone', size: { width: 320, height: 640 } },
  { on: 'phone', size: { width: 720, height: 450 } },
  { on: 'desk', size: { width: 1024, height: 768 } },
]
const browser: Browser | undefined = await launchBrowser()
const running: RunningWorkspace[] = []

/** Every state in every size and language; else each in one of them, in turn. Both themes are always looked at. */
const isWhole = process.env['TENURE_EVERY_LOOK'] === '1'

// Users beside each other, as each has a language of their own.
describe.skipIf(browser === undefined).concurrent('every page and state of the product', () => {
  afterAll(async () => {
    await browser?.close()
    for (const each of running) await each[Symbol.asyncDispose]()
  })

  const look = async (wanted: (state: PageState) => boolean) => {
    const wrong: string[] = []
    for (const [turn, state] of states.filter(wanted).entries()) {
      const place = await openPlace(state.workspace)
      for (const found of await lookAt(place, state, turn)) if (!isMeant(state, found)) wrong.push(`${state.name}: ${found}`)
    }
    expect(wrong).toEqual([])
  }
  const timeout = { timeout: isWhole ? 7_200_000 : 1_800_000 }
  test(
    '[SDK-13] [SDK-17] axe finds nothing where a CSM works, and everything fits, from 320 px on, light and dark, in English or German',
    timeout,
    () => look(({ user, workspace }) => workspace === 'full' && user !== 'root'),
  )
  test(
    '[SDK-13] [SDK-17] axe finds nothing in the administration, and everything fits, from 320 px on, light and dark, in English or German',
    timeout,
    () => look(({ user, workspace }) => (workspace === 'full' && user === 'root') || workspace === 'empty'),
  )
  test(
    '[SDK-13] [SDK-17] axe finds nothing, and everything fits, with names that are long, from right to left, and full of emoji',
    timeout,
    () => look(({ workspace }) => workspace === 'names'),
  )
})

const places = new Map<string, Promise<Place>>()
/** The workspace that states are of, started for the first of them. */
function openPlace(kind: string): Promise<Place> {
  const known = places.get(kind) ?? startPlace(kind)
  places.set(kind, known)
  return known
}
async function startPlace(kind: string): Promise<Place> {
  const { url, firstAdminCode } = await start(kind === 'empty')
  if (kind === 'empty') return { url, ids: {}, users: { founder: await Visitor.founder(url, firstAdminCode) } }
  const ids = await furnish(url, kind === 'names' ? hard : undefined)
  if (kind === 'names') await rename(url, ids)
  return { url, ids, users: await visitors(url, ids) }
}

async function start(isEmpty: boolean): Promise<RunningWorkspace> {
  const options = { data: mkdtempSync(join(tmpdir(), 'tenure-states-')), port: 0, empty: isEmpty, page: pageFolder }
  const workspace = await startWorkspace(options, { out: () => {}, say: () => {} })
  running.push(workspace)
  return workspace
}

// The page that is opening is grey shapes without a word, so it has no heading.
function isMeant({ name }: PageState, found: string): boolean {
  return name === 'opening' && found.includes('page-has-heading-one')
}

async function lookAt(place: Place, state: PageState, turn: number): Promise<readonly string[]> {
  const all = [desk, phone].filter((size) => state.on === undefined || size === (state.on === 'desk' ? desk : phone))
  const sizes = isWhole ? all : [all[turn % all.length] ?? desk]
  const narrow = tight.filter(({ on }) => state.on === undefined || state.on === on).map(({ size }) => size)
  const languages = languagesOf(state, turn)
  const found: string[] = []
  let page: Page | undefined
  for (const language of languages) {
    await place.users[state.user]?.speak(language)
    // The page changes its language as it is open, if its user has one and the server can be reached.
    const isLive = place.users[state.user] !== undefined && state.before === undefined
    const first = page
    page = (isLive && first) || (await open(place, state, { viewport: all[0], locale: locales[language] }))
    if (first !== undefined && first !== page) await first.context().close()
    await page.locator(`html[lang=${language}]`).waitFor()
    found.push(...(await inSizes(page, sizes, first === undefined ? axe : axeOfTexts)))
    found.push(...(await inSizes(page, isWhole ? narrow : narrow.slice(turn % narrow.length).slice(0, 1), fit)))
  }
  await page?.context().close()
  return found
}
function languagesOf({ language }: PageState, turn: number): readonly ('en' | 'de')[] {
  if (language !== undefined) return [language]
  return isWhole ? ['en', 'de'] : [turn % 4 < 2 ? 'en' : 'de']
}
const locales = { en: 'en-GB', de: 'de-DE' } as const

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
