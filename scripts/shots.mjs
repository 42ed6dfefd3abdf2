// `pnpm shots`: pictures of the page as it is, over sample data, in `shots/`: wide and narrow, light and dark, and every state; in `shots/stories` every part in every state.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setup } from './setup.mjs'
import { takeStories } from './story-shots.mjs'

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const folder = at('shots')
const sizes = { wide: [1440, 900], narrow: [1024, 768], slim: [800, 700], phone: [390, 844] }
const all = 'view=tenure.customers/all'

setup({ build: true })
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, '.gitignore'), '*\n')
const { chromium } = await import('playwright-core')
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
const full = await startWorkspace([])
const bare = await startWorkspace(['--empty'])
try {
  for (const theme of ['light', 'dark']) await takeAll(theme)
  await takeStories(browser, folder)
  await takeReconnecting()
} finally {
  await browser.close()
  full.stop()
  bare.stop()
}
console.log(`The pictures are in ${folder}`)

async function takeAll(theme) {
  const options = { theme, workspace: full }
  await take('door', { ...options, user: 'nobody' })
  await take('first-start', { ...options, workspace: bare, user: 'nobody' })
  await take('customers', options, openFirst)
  await take('customers-all', { ...options, query: all })
  await take('customers-narrow', { ...options, size: 'narrow' }, openFirst)
  await take('customers-slim', { ...options, size: 'slim' }, (page) => page.keyboard.press('v'))
  await take('customers-phone', { ...options, size: 'phone' })
  await take('record-phone', { ...options, size: 'phone' }, openFirst)
  await take('record', options, viewFirst)
  await take('record-history', options, async (page) => {
    await viewFirst(page)
    await page.locator('.origin').first().click()
    await page.waitForSelector('.rp-side .past')
  })
  await take('record-narrow', { ...options, size: 'narrow' }, viewFirst)
  await take('record-page-phone', { ...options, size: 'phone' }, viewFirst)
  await take('views-phone', { ...options, size: 'phone' }, (page) => page.click('#views-button'))
  await take('history', options, async (page) => {
    await openFirst(page)
    await page.locator('.prop button').first().click()
    await page.locator('.prop.open').scrollIntoViewIfNeeded()
  })
  await take('sorted', { ...options, query: `${all}&sort=-arr,name&when=customer.lastActivityAt:last-30` }, (page) =>
    page.click('.columns-btn'),
  )
  await take('filtered-out', { ...options, query: `${all}&search=zzz&when=customer.createdAt:last-7` })
  await take('no-tab', { ...options, query: 'tab=nowhere/nothing' })
  await take('no-record', { ...options, query: `${all}&open=company:nobody` })
  await take('loading', {
    ...options,
    prepare: async (page) => {
      await withoutEarlyAnswers(page)
      await changeWatches(page, (watch) => watch.filter(({ provider }) => !isList(provider)))
    },
  })
  await take('opening', {
    ...options,
    prepare: async (page) => {
      await withoutEarlyAnswers(page)
      await page.route('**/api/live/*', () => {})
    },
  })
  await take('error', {
    ...options,
    prepare: async (page) => {
      await withoutEarlyAnswers(page)
      await changeWatches(page, (watch) => watch.map((one) => (isList(one.provider) ? { ...one, input: { view: 'nowhere/none' } } : one)))
    },
  })
  await take('unreachable', {
    ...options,
    prepare: async (page) => {
      await withoutEarlyAnswers(page)
      await page.route('**/api/live**', (route) => route.abort())
    },
  })
  await take('menu', options, (page) => page.locator('.bar-end > .ib').last().click())
  await take('keys', options, (page) => page.keyboard.press('?'))
}

function isList(provider) {
  return provider.endsWith('/list')
}

/** Leaves the page with what it watches. */
function withoutEarlyAnswers(page) {
  return page.route('**/api/read/**', (route) => route.abort())
}

/** Changes what the page asks to watch, so that one block of it waits or fails while the others run on. */
function changeWatches(page, change) {
  return page.route('**/api/live/*', (route) => {
    const body = route.request().postDataJSON()
    return route.continue(body?.watch === undefined ? {} : { postData: JSON.stringify({ ...body, watch: change(body.watch) }) })
  })
}

async function openFirst(page) {
  await page.locator('[role=gridcell]').first().click()
  await page.waitForSelector('.preview .ident')
}

async function viewFirst(page) {
  await openFirst(page)
  await page.getByRole('link', { name: 'View record' }).click()
  await page.waitForSelector('.rp .tl')
}

/** Pages that are open while the server goes away. */
async function takeReconnecting() {
  const opened = []
  for (const theme of ['light', 'dark'])
    for (const size of ['wide', 'phone']) opened.push([`reconnecting-${size}-${theme}`, await openPage({ theme, workspace: full, size })])
  full.stop()
  for (const [name, page] of opened) {
    await page.waitForSelector('.lost', { timeout: 60_000 })
    await page.waitForTimeout(400)
    await save(name, page)
  }
}

async function take(name, options, act = () => {}) {
  const page = await openPage(options)
  await act(page)
  await page.waitForTimeout(400)
  await save(`${name}-${options.theme}`, page)
}

async function openPage({ theme, workspace, size = 'wide', query = '', user = 'first', prepare }) {
  const [width, height] = sizes[size]
  const isPhone = size === 'phone'
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    isMobile: isPhone,
    hasTouch: isPhone,
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  if (user === 'first') await signIn(page, workspace.url)
  await prepare?.(page)
  await page.goto(`${workspace.url}/${query === '' ? '' : `?${query}`}`)
  await page.waitForTimeout(prepare === undefined ? 900 : 1500)
  return page
}

async function save(name, page) {
  await page.screenshot({ path: join(folder, `${name}.png`) })
  await page.context().close()
}

async function signIn(page, url) {
  const { value } = await (await page.request.get(`${url}/api/sign-in`)).json()
  const user = value.users.find(({ name }) => name === 'Ines Carvalho') ?? value.users[0]
  const answer = await page.request.post(`${url}/api/sign-in`, { data: { user: user.id }, headers: { 'x-tenure': '1', origin: url } })
  if (!answer.ok()) throw new Error(`Sign-in was refused: ${await answer.text()}`)
}

function startWorkspace(options) {
  const data = mkdtempSync(join(tmpdir(), 'tenure-shots-'))
  const child = spawn(process.execPath, [at('packages/cli/dist/main.js'), 'start', '--port', '0', '--data', data, ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const stop = () => {
    child.once('exit', () => rmSync(data, { recursive: true, force: true }))
    child.kill('SIGTERM')
  }
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('The workspace did not start.')))
    child.stdout.on('data', (text) => {
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(String(text))?.[0]
      if (url !== undefined) resolve({ url, stop })
    })
  })
}

function findChromium() {
  const found = [process.env['TENURE_BROWSER'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (path) => path !== undefined && existsSync(path),
  )
  if (found === undefined) throw new Error('No Chromium was found. Install one, or name it in TENURE_BROWSER.')
  return found
}
