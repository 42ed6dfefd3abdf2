import type { Expression, Value, Values, Write } from '@tenure/core/adapter'
import type { Check } from '../check.js'
import { same, show } from '../claim.js'
import { article, type Kit, patch } from '../kit.js'

const hour = 3_600_000
const dayLength = 24 * hour
const manyCommits = 130
// Eight values that are others each time.
function everyTime(at: number): Values {
  return { name: `${at}`, note: `${at}`, order: `${at}`, size: at, at, seenAt: at, stage: `${at}`, keeper: `${at}` }
}

/** Values that hold since another time than that of their commit, of archived records, and of long pasts. */
export const historyChecks: readonly Check[] = [
  {
    name: '[ST62] [SDK-16] 62 history.dates-what-a-write-dates',
    needs: ({ history }) => history !== undefined,
    run: async ({ kit }) => {
      for (const writes of datedWrites(kit.at)) {
        await kit.write(writes)
        await kit.clock.advance({ ms: hour })
        for (const id of ['d0', 'd1', 'd2']) await datesAreKept(kit, id)
      }
      const days = [-4, -3, -2, -1, 0].map((day) => kit.at + day * dayLength)
      for (const since of days)
        for (const to of [undefined, 'a', 'b', 'c'])
          await kit.check({ where: changedTo(since, to), archived: 'any' }, `${to ?? 'a value'} since ${since}`)
      const { changes } = await kit.write([dated(patch('d1', { name: 'z' }), { name: kit.at - hour })])
      same(changes[0]?.at, kit.at, 'The change itself is of the time of the commit.')
    },
  },
  {
    name: '[ST12] 12 history.of-what-is-archived',
    needs: ({ history }) => history !== undefined,
    run: async ({ kit }) => {
      await kit.write([article('a', { name: 'one', size: 1 })])
      await kit.write([{ write: 'archive', ref: { type: 'article', id: 'a' } }])
      await kit.write([patch('a', { name: 'two', size: null })])
      await kit.write([{ write: 'restore', ref: { type: 'article', id: 'a' } }])
      await kit.write([patch('a', { name: 'three' })])
      const told = (await kit.history({ type: 'article', id: 'a' }))?.map(({ property, value, before, version }) => [
        property,
        value,
        before,
        version,
      ])
      const expected = [
        ['name', 'one', null, '1'],
        ['name', 'three', 'two', '5'],
        ['name', 'two', 'one', '3'],
        ['size', 1, null, '1'],
        ['size', null, 1, '3'],
      ]
      same(told?.map(show).sort(), expected.map(show).sort(), 'What an archived record had before is before, and archiving is no value.')
    },
  },
  {
    name: '[ST13] 13 history.long-pasts-are-whole',
    needs: ({ history }) => history !== undefined,
    run: async ({ kit }) => {
      await kit.write([article('a'), article('b')])
      for (let at = 1; at <= manyCommits; at += 1) await kit.write([patch('a', everyTime(at)), patch('b', { size: at })])
      const entries = (await kit.history({ type: 'article', id: 'a' }, { limit: manyCommits * 20 })) ?? []
      const told = entries.map(({ version: _, ...entry }) => show(entry))
      same(told.sort(), kit.model.historyOf({ type: 'article', id: 'a' }).map(show).sort(), 'Nothing of a long past is dropped.')
      for (const limit of [101, 1_001])
        same((await kit.history({ type: 'article', id: 'a' }, { limit }))?.length, limit, `As many as requested: ${limit}.`)
      same((await kit.history({ type: 'article', id: 'b' }))?.length, manyCommits, 'That of each record is whole.')
    },
  },
]

// Creations and patches that are dated in part, as a whole, and each value by itself.
function datedWrites(at: number): readonly (readonly Write[])[] {
  const ago = (days: number): number => at - days * dayLength
  return [
    [
      dated(article('d0', { name: 'a', size: 1, stage: 'new' }), { name: ago(3) }),
      dated(article('d1', { name: 'a', size: 1 }), { name: ago(3), size: ago(3) }),
      dated(article('d2', { name: 'a', size: 1 }), { name: ago(3), size: ago(2) }),
    ],
    [dated(patch('d0', { name: 'b', size: 2 }), { name: ago(2) })],
    [dated(patch('d1', { name: 'b', size: null }), { name: ago(1), size: ago(2) })],
    [dated(patch('d2', { name: 'b' }), { name: ago(1) }), patch('d2', { name: 'c', size: 2 })],
    [patch('d1', { name: 'c' })],
  ]
}
async function datesAreKept(kit: Kit, id: string): Promise<void> {
  const ref = { type: 'article', id }
  const dates = (entries: readonly { readonly property: string; readonly value: Value; readonly at: number }[] = []) =>
    entries.map(({ property, value, at }) => show({ property, value, at }))
  const found = await kit.history(ref)
  same(dates(found).sort(), dates(kit.model.historyOf(ref)).sort(), `History dates each value of ${id} from when it holds.`)
  const versions = (found ?? []).map(({ version }) => Number(version))
  same(
    versions,
    versions.toSorted((a, b) => b - a),
    'The entries of the newest commit come first, whatever their dates.',
  )
  const ofName = (found ?? []).filter(({ property }) => property === 'name')
  same(dates(await kit.history(ref, { properties: ['name'], limit: 1 })), dates(ofName).slice(0, 1), 'The newest value of one property.')
  for (let limit = 1; limit < versions.length; limit += 1)
    same(dates(await kit.history(ref, { limit })), dates(found).slice(0, limit), 'Only as many as requested, the newest.')
}
function changedTo(since: number, to: string | undefined): Expression {
  return { atom: 0, test: 'changed', property: 'name', kind: 'string', since, ...(to !== undefined && { to }) }
}
function dated(write: Write, since: Readonly<Record<string, number>>): Write {
  return 'values' in write ? { ...write, since } : write
}
