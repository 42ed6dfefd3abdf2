// `pnpm shots`: pictures of every page and state of the product, and of every story, with one HTML page that lays each beside its target.
//   --targets FOLDER   pictures that the page is measured against, named `<state>-light.png`, `-dark`, `-phone`
//   --out FOLDER       where the pictures go (default: shots)
//   --only PATTERN     states whose names match; --looks PATTERN likewise; --stories alone or --no-stories
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readOptions } from './options.mjs'
import { setup } from './setup.mjs'
import { furnish, hard, rename, Visitor, visitors } from './shots/furnish.mjs'
import { writeGallery } from './shots/gallery.mjs'
import { contextOptions, looks } from './shots/looks.mjs'
import { openState } from './shots/open-state.mjs'
import { states } from './shots/states.mjs'
import { takeStories } from './shots/stories.mjs'
import { startWorkspace } from './shots/workspace.mjs'

const { values: options } = readOptions(
  'pnpm shots [--targets FOLDER] [--out FOLDER] [--only PATTERN] [--looks PATTERN] [--stories] [--no-stories] [--no-build]',
  {
    targets: { type: 'string' },
    out: { type: 'string', default: fileURLToPath(new URL('../shots', import.meta.url)) },
    only: { type: 'string', default: '.' },
    looks: { type: 'string', default: '.' },
    stories: { type: 'boolean' },
    'no-stories': { type: 'boolean' },
    'no-build': { type: 'boolean' },
  },
)
const folder = resolve(options.out)
const wanted = states.filter(({ name }) => new RegExp(options.only).test(name))
const seen = looks.filter(({ name }) => new RegExp(options.looks).test(name))

if (!options['no-build']) setup({ build: true })
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, '.gitignore'), '*\n')
const { chromium } = await import('playwright-core')
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
const taken = []
const missed = []
try {
  if (!options.stories) await takeStates()
  if (options.only === '.' && !options['no-stories']) await takeStories(browser, folder)
} finally {
  await browser.close()
}
if (!options.stories) writeGallery({ folder, taken, targets: options.targets && resolve(options.targets) })
console.log(`${taken.length} pictures are in ${folder}; open index.html there.`)
for (const { name, why } of missed) console.error(`Not taken: ${name}: ${why}`)
process.exitCode = missed.length > 0 ? 1 : 0

async function takeStates() {
  for (const kind of ['full', 'empty', 'names']) {
    const here = wanted.filter(({ workspace }) => workspace === kind)
    if (here.length === 0) continue
    const place = await openWorkspace(kind)
    for (const language of ['en', 'de']) await takeLanguage({ place, here, language })
    if (kind === 'full') await takeOffline(place)
    place.stop()
  }
}

/** A workspace with what the states of this kind need: ids for their addresses, and somebody for each user. */
async function openWorkspace(kind) {
  const place = await startWorkspace(kind === 'empty' ? ['--empty'] : [])
  if (kind === 'empty') return { ...place, ids: {}, users: { founder: await Visitor.founder(place.url, place.code) } }
  const ids = await furnish(place.url, kind === 'names' ? hard : undefined)
  if (kind === 'names') await rename(place.url, ids)
  return { ...place, ids, users: await visitors(place.url, ids) }
}

async function takeLanguage({ place, here, language }) {
  for (const user of Object.values(place.users)) await user.speak(language).catch(() => {})
  for (const state of here)
    for (const on of ['desk', 'phone']) {
      const these = seen.filter((look) => look.on === on && look.language === language && (state.on ?? on) === on)
      if (these.length === 0) continue
      try {
        await takeState({ place, state, these })
      } catch (error) {
        missed.push({ name: `${state.name}, ${on}, ${language}`, why: String(error).split('\n')[0] })
      }
    }
}

/** One page, opened once and then looked at in each way. */
async function takeState({ place, state, these }) {
  const page = await openLook({ place, state, look: these[0] })
  try {
    for (const look of these) await take(page, state, look)
  } finally {
    await page.context().close()
  }
}

function openLook({ place, state, look }) {
  return openState({ browser, place, state, options: { ...contextOptions(look), colorScheme: look.theme } })
}

async function take(page, state, look) {
  await page.emulateMedia({ colorScheme: look.theme, forcedColors: look.forced ? 'active' : 'none', reducedMotion: 'reduce' })
  await page.setViewportSize(look.size)
  // What loads by itself, such as a face or a chunk, has come.
  await page.waitForTimeout(400)
  const file = `${state.name}-${look.name}.png`
  await page.screenshot({ path: join(folder, file) })
  taken.push({ state, look, file })
}

/** Pages that are open while the server goes away. */
async function takeOffline(place) {
  const state = { ...states.find(({ name }) => name === 'customers-all'), name: 'offline', target: 'states' }
  if (!new RegExp(options.only).test(state.name)) return
  const firsts = ['desk', 'phone'].map((on) => seen.filter((look) => look.on === on && look.language === 'en')).filter(([look]) => look)
  for (const user of Object.values(place.users)) await user.speak('en')
  const open = []
  for (const these of firsts) open.push({ these, page: await openLook({ place, state, look: these[0] }) })
  place.stop()
  for (const { these, page } of open)
    try {
      await page.waitForSelector('.lost', { timeout: 60_000 })
      for (const look of these) await take(page, state, look)
    } catch (error) {
      missed.push({ name: state.name, why: String(error) })
    } finally {
      await page.context().close()
    }
}

function findChromium() {
  const found = [process.env['TENURE_BROWSER'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (path) => path !== undefined && existsSync(path),
  )
  if (found === undefined) throw new Error('No Chromium was found. Install one, or name it in TENURE_BROWSER.')
  return found
}
