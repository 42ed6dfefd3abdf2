import { isDeepStrictEqual } from 'node:util'
import { customers } from '@tenure/customers'
import { memory } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { sqlite } from '@tenure/sqlite'
import { createFakeClock, type FakeClock } from '@tenure/testing'
import { expect, test } from 'vitest'
import type { Desk } from '../../contract/caller.js'
import { use } from '../../plugin/plugin.js'
import type { StorageAdapter } from '../../storage/adapter.js'
import { createHost } from '../create-host.js'
import type { Host } from '../host.js'
import { seededStore } from '../test-seeded-store.js'
import { type Answer, answer } from './test-answers.js'
import { drawDaysQuestion, drawQuestion, drawRoleQuestion, drawTotalsQuestion, drawViewQuestion, people } from './test-drawing.js'
import { type Eyes, maySee, openEyes, refusalOf } from './test-eyes.js'
import { drawSeed, start, takeStep, workspaces } from './test-history.js'
import { type AnyFrame, oracle, type Question, schemaWithOrders, watchAnswer } from './test-questions.js'
import { createRandom, type Random } from './test-random.js'
import { properties, readWorld } from './test-world.js'

// The whole host against a reading of the rules that shares no code with it: rights, roles, workspaces, filters, orders and days are worked
// out from a plain dump of the store.

const histories = Number(process.env['TENURE_ORACLE_HISTORIES'] ?? 1000)
const firstSeed = Number(process.env['TENURE_ORACLE_SEED'] ?? Date.now() % 1_000_000_000)
const stores = (process.env['TENURE_ORACLE_STORES'] ?? 'memory').split(',')
const stepsBefore = 4
const stepsWatched = 7

interface Watched {
  readonly user: string
  readonly question: Question
  readonly frames: AnyFrame[]
}
function watch(host: Host, user: string, question: Question): Watched {
  const frames: AnyFrame[] = []
  watchAnswer(host.as(user), question, (frame) => frames.push(frame))
  return { user, question, frames }
}
/** Some questions that all ask, so that answers are shared where rights allow it, and some of each user's own. */
function drawWatched(random: Random, views: readonly string[]): readonly Pick<Watched, 'user' | 'question'>[] {
  const shared = [
    random.chance(0.5) ? drawQuestion(random) : drawViewQuestion(random, views),
    drawRoleQuestion(random),
    random.chance(0.4) ? drawDaysQuestion(random) : drawTotalsQuestion(random),
  ]
  const section = random.pick(['tenure.core/roles', 'tenure.customers/settings', 'test.oracle/revenue'] as const)
  return [
    ...people.flatMap((user) =>
      [...shared, drawQuestion(random), drawTotalsQuestion(random), sessionOrViews(random)].map((question) => ({ user, question })),
    ),
    { user: 'root', question: drawQuestion(random) },
    { user: 'root', question: { settings: { section, workspace: random.pick(workspaces) } } },
  ]
}

function sessionOrViews({ chance }: Random): Question {
  return chance(0.75) ? { session: true } : { views: true }
}

/** Waits until nothing is heard any more. */
async function settle(host: Host, watched: readonly Watched[]): Promise<void> {
  const count = () => watched.reduce((sum, { frames }) => sum + frames.length, 0)
  for (let quiet = 0, before = -1; quiet < 2; quiet = count() === before ? quiet + 1 : 0) {
    before = count()
    await host.idle()
    await new Promise((resolve) => setImmediate(resolve))
  }
}

async function runHistory(seed: number, adapter: StorageAdapter): Promise<void> {
  const random = createRandom(seed)
  const storage = seededStore(adapter, drawSeed(random), start, schemaWithOrders)
  const clock = createFakeClock(start)
  const editions = drawEditions(random)
  let scene = await openScene(storage, clock, editions[0])
  try {
    scene = await liveHistory({ seed, random, storage, clock, editions }, scene)
  } finally {
    await scene.host[Symbol.asyncDispose]()
    await storage.close()
  }
}

type Edition = 'professional' | 'enterprise'
/** The edition before, and while it is watched: an account may change it at any start (EDN-4). */
function drawEditions(random: Random): readonly [Edition, Edition] {
  const drawn = (): Edition => (random.chance(0.3) ? 'professional' : 'enterprise')
  const first = drawn()
  return [first, random.chance(0.3) ? drawn() : first]
}
interface Opened {
  readonly host: Host
  readonly root: Desk
  readonly edition: Edition
}
// The store outlives its hosts, and is seeded by the first.
async function openScene(storage: StorageAdapter, clock: FakeClock, edition: Edition, isAgain = false): Promise<Opened> {
  const plugins = [use(customers), use(recordPlugin), use(oracle)]
  const kept = { ...storage, close: async () => {}, ...(isAgain && { open: async () => {} }) }
  const host = await createHost({ storage: kept, plugins, grants: 'declared', edition, clock })
  return { host, root: host.as('root'), edition }
}
interface History {
  readonly seed: number
  readonly random: Random
  readonly storage: StorageAdapter
  readonly clock: FakeClock
  readonly editions: readonly [Edition, Edition]
}
async function liveHistory({ seed, random, storage, clock, editions }: History, first: Opened): Promise<Opened> {
  let scene = first
  let world = await readWorld(storage)
  const log: string[] = [`seed ${seed}`]
  const step = async () => {
    try {
      log.push(await takeStep({ random, clock, world, ...scene }))
    } catch (cause) {
      throw new Error(`A step failed.\n${log.join('\n')}`, { cause })
    }
  }
  for (let index = 0; index < stepsBefore; index++, world = await readWorld(storage)) await step()
  if (editions[0] !== editions[1]) {
    await scene.host[Symbol.asyncDispose]()
    scene = await openScene(storage, clock, editions[1], true)
    log.push(`edition ${editions[1]}`)
    world = await readWorld(storage)
  }
  const { host } = scene
  const views = [...world.of('view'), ...world.archived('view')].map(({ ref }) => ref.id).toSorted()
  const watched = drawWatched(random, views).map(({ user, question }) => watch(host, user, question))
  for (let index = 0; index <= stepsWatched; index++) {
    const heard = watched.map(({ frames }) => frames.length)
    if (index > 0) await step()
    await settle(host, watched)
    world = await readWorld(storage)
    const eyes = new Map([...people, 'root'].map((user) => [user, openEyes(world, user, clock.now())]))
    for (const [place, each] of watched.entries()) checkWatched(each, eyes.get(each.user) as Eyes, each.frames.slice(heard[place]), log)
  }
  return scene
}
function checkWatched({ user, question, frames }: Watched, eyes: Eyes, fresh: readonly AnyFrame[], log: readonly string[]): void {
  const where = () =>
    [log[0], `step ${log.length - 1 - stepsBefore}`, user, JSON.stringify(question), ...log.slice(-4), JSON.stringify(eyes.values)].join(
      '\n',
    )
  checkLast(frames.at(-1), answer(eyes, question), where)
  for (const frame of fresh) checkQuiet(frame, eyes, where)
}
/** The last frame says what the rules say. */
function checkLast(last: AnyFrame | undefined, expected: Answer, where: () => string): void {
  if (typeof expected === 'string') {
    const code = last?.state === 'stale' ? last.problem.code : undefined
    if (code !== expected || last?.value !== undefined) expect({ code, value: last?.value }, where()).toEqual({ code: expected })
    return
  }
  const found = Object.fromEntries(Object.keys(expected).map((key) => [key, last?.value?.[key]]))
  if (last?.state === 'live' && isDeepStrictEqual(found, expected)) return
  expect(last?.state, `${where()}\n${JSON.stringify(last)}`).toBe('live')
  expect(found, where()).toEqual(expected)
}
/** No frame that was sent in this step names a record that may not be seen after it. */
function checkQuiet(frame: AnyFrame, eyes: Eyes, where: () => string): void {
  const isOut = refusalOf(eyes) !== undefined
  const text = isOut ? JSON.stringify(frame) : withoutTaken(JSON.stringify(frame), eyes)
  for (const type of Object.keys(properties))
    for (const record of [...eyes.world.of(type), ...eyes.world.archived(type)]) {
      if (!text.includes(record.ref.id) || (!isOut && maySee(eyes, record))) continue
      expect.fail(`${where()}\nleaks ${record.ref.id}: ${text}`)
    }
}
// A merge gives the survivor what it lacks, so its text may name the record that it came from.
function withoutTaken(text: string, eyes: Eyes): string {
  const seen = Object.keys(properties).flatMap((type) => eyes.world.of(type).filter((record) => maySee(eyes, record)))
  const taken = seen.flatMap(({ ref, values }) =>
    Object.values(values).filter((value) => typeof value === 'string' && value.startsWith('text of ') && !value.endsWith(ref.id)),
  )
  return taken.reduce<string>((left, value) => left.replaceAll(String(value), ''), text)
}

function openStore(store: string): StorageAdapter {
  if (store === 'memory') return memory()
  if (store === 'sqlite') return sqlite({ file: ':memory:' })
  throw new Error(`There is no store ${store}. TENURE_ORACLE_STORES takes memory, sqlite.`)
}
test.each(stores)(
  `[BEY-1] [ACC-7] [ACC-9] [ACC-10] [EDN-3] [EDN-4] [MAP-3] [VIEW-1] [VIEW-11] [WSP-2] [WSP-3] [WSP-9] over %s, each stream says what its user may see by the rules, in ${histories} histories from seed ${firstSeed}`,
  { timeout: Math.max(3_600_000, histories * 2_000) },
  async (store) => {
    for (let seed = firstSeed; seed < firstSeed + histories; seed++) await runHistory(seed, openStore(store))
  },
)
