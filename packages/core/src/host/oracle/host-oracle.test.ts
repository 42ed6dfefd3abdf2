import { isDeepStrictEqual } from 'node:util'
import { customers } from '@tenure/customers'
import { memory } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { sqlite } from '@tenure/sqlite'
import { createFakeClock } from '@tenure/testing'
import { expect, test } from 'vitest'
import { use } from '../../plugin/plugin.js'
import type { StorageAdapter } from '../../storage/adapter.js'
import { createHost } from '../create-host.js'
import type { Host } from '../host.js'
import { seededStore } from '../test-seeded-store.js'
import { type Answer, answer } from './test-answers.js'
import { drawQuestion, drawRoleQuestion, drawTotalsQuestion, people } from './test-drawing.js'
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
const stepsWatched = 8

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
function drawWatched(random: Random): readonly Pick<Watched, 'user' | 'question'>[] {
  const shared = [drawQuestion(random), drawRoleQuestion(random), drawTotalsQuestion(random)]
  const section = random.pick(['tenure.core/roles', 'tenure.customers/settings', 'test.oracle/revenue'] as const)
  return [
    ...people.flatMap((user) =>
      [...shared, drawQuestion(random), drawTotalsQuestion(random), { session: true } as const].map((question) => ({ user, question })),
    ),
    { user: 'root', question: drawQuestion(random) },
    { user: 'root', question: { settings: { section, workspace: random.pick(workspaces) } } },
  ]
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
  const edition = random.chance(0.3) ? 'professional' : 'enterprise'
  const plugins = [use(customers), use(recordPlugin), use(oracle)]
  await using host = await createHost({ storage, plugins, grants: 'declared', edition, clock })
  const root = host.as('root')
  let world = await readWorld(storage)
  const log: string[] = [`seed ${seed}`]
  const step = async () => {
    try {
      log.push(await takeStep({ random, host, clock, world, root, edition }))
    } catch (cause) {
      throw new Error(`A step failed.\n${log.join('\n')}`, { cause })
    }
  }
  for (let index = 0; index < stepsBefore; index++, world = await readWorld(storage)) await step()
  const watched = drawWatched(random).map(({ user, question }) => watch(host, user, question))
  for (let index = 0; index <= stepsWatched; index++) {
    const heard = watched.map(({ frames }) => frames.length)
    if (index > 0) await step()
    await settle(host, watched)
    world = await readWorld(storage)
    const eyes = new Map([...people, 'root'].map((user) => [user, openEyes(world, user, clock.now())]))
    for (const [place, each] of watched.entries()) checkWatched(each, eyes.get(each.user) as Eyes, each.frames.slice(heard[place]), log)
  }
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
  `[BEY-1] [ACC-7] [ACC-9] [ACC-10] [EDN-3] [EDN-4] [MAP-3] [WSP-2] [WSP-3] [WSP-9] over %s, each stream says what its user may see by the rules, in ${histories} histories from seed ${firstSeed}`,
  { timeout: 3_600_000 },
  async (store) => {
    for (let seed = firstSeed; seed < firstSeed + histories; seed++) await runHistory(seed, openStore(store))
  },
)
