import type { Expression, StoredRecord, Write } from '@tenure/core/adapter'
import type { Check } from '../check.js'
import { claim, show } from '../claim.js'
import { article, type Kit, part, pick, type Question } from '../kit.js'
import { parentEdge, partEdge } from '../kit-schema.js'
import { createRandom, type Random } from '../random.js'
import { type Beyond, randomIds, randomQuestion, randomUsers, randomValues, smaller } from '../random-query.js'

const worlds = 4
const questionsOfWorld = 500

/** Random questions over random records, each compared with the reference evaluator over a plain scan. */
export const fuzzChecks: readonly Check[] = [
  {
    name: '[ST33] [FLT-12] 33 query.differential-fuzz',
    run: async ({ options, another }) => {
      const random = createRandom(options.seed)
      for (let world = 0; world < worlds; world += 1) {
        const kit = await another()
        const beyond = await fillAtRandom(kit, random)
        for (let at = 0; at < questionsOfWorld; at += 1)
          await compare(kit, randomQuestion(random, beyond, [...kit.model.records.values()]), random)
        await kit.adapter.close()
      }
    },
  },
]

/** Records, links and several rounds of changes; gives what conditions may look at. */
export async function fillAtRandom(kit: Kit, random: Random): Promise<Beyond> {
  const links = kit.adapter.links !== undefined
  await kit.write(randomUsers.map(([id, name]): Write => ({ write: 'create', ref: { type: 'user', id }, values: { name } })))
  await kit.write([
    ...randomIds.map((id) => article(id, randomValues(random, 'article'))),
    ...randomIds.map((id) => part(id, randomValues(random, 'part'))),
  ])
  const times = [kit.at]
  for (let round = 0; round < 4; round += 1) {
    await kit.clock.advance({ ms: 1_000 })
    times.push(kit.at)
    await kit.write(distinctWrites(random, links, kit.at))
  }
  return { links, history: kit.adapter.history !== undefined, times }
}

// Each record is written once in a round, since a batch may name it once only for a store that cannot do more.
function distinctWrites(random: Random, links: boolean, now: number): readonly Write[] {
  const patched = new Set(Array.from({ length: 20 }, () => random.pick(randomIds)))
  const changes = [...patched].map((id, at): Write => {
    const ref = { type: random.chance(0.7) ? 'article' : 'part', id }
    if (at % 6 === 5) return { write: 'archive', ref }
    const values = randomValues(random, ref.type as 'article' | 'part')
    // Some values hold since a moment between the last round and this one.
    const since = random.chance(0.2) ? { since: Object.fromEntries(Object.keys(values).map((name) => [name, now - 500])) } : {}
    return { write: 'patch', ref, values, ...since }
  })
  return [...changes, ...(links ? Array.from({ length: 40 }, () => randomLink(random)) : [])]
}
function randomLink(random: Random): Write {
  const { edge, to } = random.pick([partEdge, parentEdge])
  const write = random.chance(0.85) ? 'link' : 'unlink'
  const label = random.chance(0.4) ? { label: random.pick(['x', 'y', 'primary']) } : {}
  // Few ends, so that records with several links and pairs with several labels come about.
  return { write, ref: { type: 'article', id: `r${random.int(25)}` }, edge, to: { type: to, id: `r${random.int(25)}` }, ...label }
}

async function compare(kit: Kit, question: Question, random: Random): Promise<void> {
  if (await agrees(kit, question)) return
  const least = await shrink(kit, question)
  const { records, total } = await kit.ask(least)
  const actual = { ids: records.map(({ ref }) => ref.id), total }
  claim(false, `The same answer as the reference evaluator; seed ${random.seed} repeats it.`, {
    question: least,
    actual,
    expected: kit.expect(least),
    values: records.map(({ ref, values }) => [pick(values, least.select ?? []), kit.expectValues(least, ref.id)]),
    plan: kit.explain(least),
  })
}
async function agrees(kit: Kit, question: Question): Promise<boolean> {
  const { records, total } = await kit.ask(question)
  const { select = ['name'] } = question
  const isExpected = ({ ref, values }: StoredRecord) => show(pick(values, select)) === show(kit.expectValues(question, ref.id))
  return show({ ids: records.map(({ ref }) => ref.id), total }) === show(kit.expect(question)) && records.every(isExpected)
}
// Goes to the first smaller question that still differs, until there is none.
async function shrink(kit: Kit, question: Question): Promise<Question> {
  for (const next of smallerQuestions(question)) if (!(await agrees(kit, next))) return shrink(kit, next)
  return question
}
function* smallerQuestions(question: Question): Iterable<Question> {
  const { where = { all: [] }, order = [], limit, offset, after, ...rest } = question
  const window = {
    ...(limit === undefined ? {} : { limit }),
    ...(offset === undefined ? {} : { offset }),
    ...(after === undefined ? {} : { after }),
  }
  if (Object.keys(window).length > 0) yield { ...rest, where, order }
  if (order.length > 0 && after === undefined) yield { ...rest, where, ...window }
  if (order.length > 1 && after === undefined)
    for (const [at] of order.entries()) yield { ...rest, where, order: order.toSpliced(at, 1), ...window }
  for (const next of smaller(where) as Iterable<Expression>) yield { ...rest, where: next, order, ...window }
}
