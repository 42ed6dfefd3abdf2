import { expect, test } from 'vitest'
import { scoreDueProperty } from '../../access/internal-property.js'
import { derivedId } from '../../base/id.js'
import type { Draft, DraftRecord } from '../../records/draft.js'
import type { RecordRef, Values } from '../../schema/value.js'
import type { StoredRecord } from '../../storage/adapter.js'
import { aGroup, aNumber, compiled, facts, testSchema } from '../engine/test-profile.js'
import type { ScoredType } from './profile-book.js'
import {
  draftScores,
  isDue,
  isKept,
  markDue,
  type ScoredCustomer,
  type ScoringPort,
  scoreCustomers,
  scoreFacts,
  scoreRef,
  writeScores,
} from './score-customers.js'

const now = Date.parse('2026-07-01T12:00:00Z')
const a = { type: 'company', id: 'a' }
/** An active profile that earns the number in a property. */
const active = (id: string, property: string, isMain = false, rest: object = {}) => ({
  kept: { id, isMain } as never,
  compiled: compiled([aGroup(id, 100, [aNumber(`${id}1`, property, [30, 42, 80])])], rest),
})
const scoredBy = (...profiles: ScoredType['profiles']): ScoredType => ({
  ...{ type: 'company', profiles },
  needs: { properties: new Set(['a', 'b']), links: new Map() },
})
const stored = (values: Values, ref: RecordRef = a, version = '1'): StoredRecord => ({ ref, version, values })
/** A store of these records, which notes what is read of it. */
function portOf(records: readonly StoredRecord[], by?: ScoredType) {
  const read: (readonly RecordRef[])[] = []
  const storage = {
    read: async (refs: readonly RecordRef[]) => {
      read.push(refs)
      return refs.map((ref) => records.find((each) => each.ref.type === ref.type && each.ref.id === ref.id) ?? null)
    },
  }
  const port = { storage, io: {}, schema: () => testSchema, profiles: { of: () => by } } as unknown as ScoringPort
  return { port, read }
}
const customer = (values: Values) => ({ record: stored(values), facts: facts(values) })

test('[HS-14] a customer has the score of the main profile, and one of its own under each other', async () => {
  const by = scoredBy(active('m', 'a', true), active('p', 'b'), active('q', 'a'))
  const { port } = portOf([])
  const scored = await scoreFacts(port, by, [customer({ a: 80, b: 30 })], now)
  const other = (profile: string) => ({ profile, ref: { type: 'profileScore', id: derivedId(`score ${profile} company a`) } })
  expect(scored).toEqual([
    {
      ...{ ref: a, record: stored({ a: 80, b: 30 }), main: { score: 80, status: 'healthy' }, due: null, by },
      others: [
        { ...other('p'), score: { score: 30, status: 'at-risk' } },
        { ...other('q'), score: { score: 80, status: 'healthy' } },
      ],
    },
  ])
  expect(scoreRef('p', a)).toEqual(other('p').ref)
})

test('[HS-5] the status that a customer had counts for the hysteresis, of each profile its own', async () => {
  const rest = { thresholds: { hysteresis: 5 } }
  const by = scoredBy(active('m', 'a', true, rest), active('p', 'a', false, rest))
  const statuses = async (main: string, other: string | undefined) => {
    const { port } = portOf(other === undefined ? [] : [stored({ status: other }, scoreRef('p', a))])
    const [scored] = await scoreFacts(port, by, [customer({ a: 42, healthStatus: main })], now)
    return [scored?.main.status, scored?.others[0]?.score.status]
  }
  expect(await statuses('at-risk', undefined)).toEqual(['at-risk', 'neutral'])
  expect(await statuses('neutral', 'at-risk')).toEqual(['neutral', 'at-risk'])
  expect(await statuses('odd', 'odd')).toEqual(['neutral', 'neutral'])
  expect(await statuses('healthy', 'healthy')).toEqual(['neutral', 'neutral'])
})

test('scores under other profiles are read together, and not at all where there is the main one alone', async () => {
  const { port, read } = portOf([])
  const customers = [customer({ a: 30 }), { record: stored({ a: 80 }, { type: 'company', id: 'b' }), facts: facts({ a: 80 }) }]
  await scoreFacts(port, scoredBy(active('m', 'a', true)), customers, now)
  expect(read).toEqual([])
  await scoreFacts(port, scoredBy(active('m', 'a', true), active('p', 'b')), customers, now)
  expect(read).toEqual([[scoreRef('p', a), scoreRef('p', { type: 'company', id: 'b' })]])
})

test('[HS-8] a customer is due at the first instant at which the clock changes one of its scores', async () => {
  const dated = (id: string, isMain: boolean, days: number) => ({
    kept: { id, isMain } as never,
    compiled: compiled([
      aGroup(id, 100, [
        { kind: 'date', id: `${id}1`, name: 'x', property: 'company.renewalDate', count: 'until', ranges: [{ to: days, points: 10 }] },
      ]),
    ]),
  })
  const { port } = portOf([])
  const dueBy = async (...days: readonly number[]) => {
    const by = scoredBy(...days.map((each, at) => dated(`p${at}`, at === 0, each)))
    const [scored] = await scoreFacts(port, by, [customer({ renewalDate: '2026-07-31' })], now)
    return scored?.due
  }
  const [late, early] = [await dueBy(5), await dueBy(20)]
  expect(Number(early)).toBeLessThan(Number(late))
  expect([await dueBy(5, 20), await dueBy(20, 5)]).toEqual([early, early])
})

test('customers are scored from what is stored, and have no score where no profile is active or their type is unknown', async () => {
  const by = scoredBy(active('m', 'a', true))
  const { port } = portOf([stored({ a: 80, healthScore: 3 })], by)
  expect(await scoreCustomers(port, 'company', ['a', 'gone'], now)).toMatchObject([{ ref: a, main: { score: 80, status: 'healthy' }, by }])
  expect(await scoreCustomers(port, 'nothing', ['a'], now)).toEqual([])
  const bare = portOf([stored({ a: 80 })])
  expect(await scoreCustomers(bare.port, 'company', ['a'], now)).toEqual([
    { ref: a, record: stored({ a: 80 }), main: { score: null, status: null }, others: [], due: null, by: undefined },
  ])
})

/** A draft over these records. */
function draftOf(...records: readonly StoredRecord[]) {
  const known = new Map<string, DraftRecord>()
  const key = ({ type, id }: RecordRef) => `${type} ${id}`
  const put = (ref: RecordRef, values: Values, before?: StoredRecord) => {
    const record: DraftRecord = { ref, before, values, archived: false, archive: undefined }
    known.set(key(ref), record)
    return record
  }
  const loaded: RecordRef[] = []
  for (const record of records) put(record.ref, record.values, record)
  const draft = {
    load: async (refs: readonly RecordRef[]) => void loaded.push(...refs),
    find: (ref: RecordRef) => known.get(key(ref)),
    create: (ref: RecordRef, values: Values) => put(ref, values),
  } as unknown as Draft
  return {
    draft,
    loaded,
    values: (ref: RecordRef) => known.get(key(ref))?.values,
    find: (ref: RecordRef) => known.get(key(ref)) as DraftRecord,
  }
}
const by = scoredBy()
const scoredAs = (score: number | null, status: string | null, more: Partial<ScoredCustomer> = {}): ScoredCustomer =>
  ({ ref: a, record: stored({}), main: { score, status }, others: [], due: 7, by, ...more }) as ScoredCustomer
const how = (quiet = false, known: ScoredType | undefined = by) => ({ profiles: { of: () => known }, quiet })

test('[HS-8] a score is written with its status and when it is due, beside what the customer has', () => {
  const { draft, values } = draftOf(stored({ name: 'Acme', healthScore: 10, healthStatus: 'at-risk' }))
  expect(writeScores(draft, [scoredAs(80, 'healthy')], how())).toEqual([])
  expect(values(a)).toEqual({ name: 'Acme', healthScore: 80, healthStatus: 'healthy', [scoreDueProperty]: 7 })
})

test('a score that is kept already is written only where one of its parts is another', () => {
  const kept = { healthScore: 80, healthStatus: 'healthy', [scoreDueProperty]: 7 }
  const keeps = (values: Values, scored = scoredAs(80, 'healthy')) => {
    const { draft, values: after } = draftOf(stored(values))
    writeScores(draft, [scored], how())
    return [isKept(scored, values), after(a) === values]
  }
  expect(keeps(kept)).toEqual([true, true])
  expect(keeps({ ...kept, healthScore: 79 })).toEqual([false, false])
  expect(keeps({ ...kept, healthStatus: 'neutral' })).toEqual([false, false])
  expect(keeps({ ...kept, [scoreDueProperty]: 8 })).toEqual([false, false])
  expect(keeps({}, scoredAs(null, null, { due: null }))).toEqual([true, true])
})

test('[HS-10] a status that a changed profile moves is quiet, until the next change of it', () => {
  const quietAfter = (was: string | null, status: string | null, quiet: boolean, before?: boolean) => {
    const { draft, values } = draftOf(stored({ healthScore: 1, healthStatus: was, ...(before !== undefined && { healthQuiet: before }) }))
    writeScores(draft, [scoredAs(status === null ? null : 50, status)], how(quiet))
    return values(a)?.['healthQuiet']
  }
  expect(quietAfter('at-risk', 'neutral', true)).toBe(true)
  expect(quietAfter('at-risk', 'neutral', false)).toBeUndefined()
  expect(quietAfter('at-risk', 'neutral', false, true)).toBeNull()
  // A status that stays keeps what was said of its last change.
  expect(quietAfter('neutral', 'neutral', false, true)).toBe(true)
  expect(quietAfter('neutral', 'neutral', true)).toBeUndefined()
  // Who had no status before, or has none after, has crossed nothing.
  expect(quietAfter(null, 'neutral', true)).toBeUndefined()
  expect(quietAfter('neutral', null, true)).toBeUndefined()
})

test('[HS-8] a customer that was changed since it was read, or whose profiles were, is answered and not written', () => {
  const written = (record: StoredRecord, known?: ScoredType | undefined) => {
    const { draft, values, find } = draftOf(record)
    const changed = writeScores(draft, [scoredAs(80, 'healthy')], known === undefined ? how() : how(false, known))
    return [changed.map(({ ref }) => ref), changed[0] === undefined || changed[0] === find(a), values(a)?.['healthScore']]
  }
  expect(written(stored({ name: 'x' }))).toEqual([[], true, 80])
  expect(written(stored({ name: 'x' }, a, '2'))).toEqual([[a], true, undefined])
  expect(written(stored({ name: 'x' }), scoredBy())).toEqual([[a], true, undefined])
})

test('a customer that is archived or gone is left as it is', () => {
  const { draft, find, values } = draftOf(stored({ name: 'x' }))
  find(a).archived = true
  const gone = scoredAs(80, 'healthy', { ref: { type: 'company', id: 'gone' } })
  expect(writeScores(draft, [scoredAs(80, 'healthy'), gone], how())).toEqual([])
  expect(values(a)).toEqual({ name: 'x' })
})

test('[HS-14] a score under another profile has a record of its own, from the first score on', async () => {
  const ref = scoreRef('p', a)
  const other = (score: number | null, status: string | null) =>
    scoredAs(80, 'healthy', { others: [{ profile: 'p', ref, score: { score, status } as never }] })
  const first = draftOf(stored({}))
  expect(await draftScores(first.draft, [other(null, null)], how())).toEqual([])
  expect([first.loaded, first.values(ref)]).toEqual([[a, ref], undefined])
  writeScores(first.draft, [other(30, 'at-risk')], how())
  const kept = { name: 'p', type: 'company', record: 'a', score: 30, status: 'at-risk' }
  expect(first.values(ref)).toEqual(kept)
  const again = (score: number | null, status: string | null) => {
    const { draft, values } = draftOf(stored({}), stored(kept, ref))
    writeScores(draft, [other(score, status)], how())
    return values(ref)
  }
  expect(again(30, 'at-risk')).toBe(kept)
  expect(again(31, 'at-risk')).toEqual({ ...kept, score: 31 })
  expect(again(30, 'neutral')).toEqual({ ...kept, status: 'neutral' })
  expect(again(null, null)).toEqual({ ...kept, score: null, status: null })
})

test('[HS-8] a customer is due from its instant on, and each mark is another value', () => {
  expect([6, 7, 8].map((at) => isDue({ values: { [scoreDueProperty]: 7 } }, at))).toEqual([false, true, true])
  expect([isDue({ values: {} }, 7), isDue({ values: { [scoreDueProperty]: null } }, 7)]).toEqual([false, false])
  const marked = (due: number | undefined) => {
    const record = { values: { name: 'x', ...(due !== undefined && { [scoreDueProperty]: due }) } } as unknown as DraftRecord
    markDue(record, 10)
    return record.values
  }
  expect([undefined, 11, 10, 4].map((due) => marked(due)[scoreDueProperty])).toEqual([10, 10, 9, 3])
  expect(marked(3)['name']).toBe('x')
})
