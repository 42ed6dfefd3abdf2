import { expect, test, vi } from 'vitest'
import { aliasType } from '../../access/alias-book.js'
import type { Draft } from '../../records/draft.js'
import { statusOf } from '../criterion/range-points.js'
import { faultOf } from './test-history.js'
import type { Turn, World } from './test-world.js'

// The keeper with one fault put in, and the shortest history in which the oracle has to find it; without the fault it finds nothing.

type Fault = 'link' | 'restore' | 'merge' | 'clock' | 'meanwhile' | 'rounded'
const put = vi.hoisted(() => ({ fault: undefined as Fault | undefined }))

/** The draft as a keeper with a blind spot sees it. */
function seenBy(draft: Draft, hidden: Partial<Pick<Draft, 'records' | 'links'>>): Draft {
  return new Proxy(draft, {
    get(target, name) {
      if (name in hidden) return hidden[name as 'links']
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
vi.mock('../keeper/touch-scores.js', async (original) => {
  const real = await original<typeof import('../keeper/touch-scores.js')>()
  const touchScores: typeof real.touchScores = async (port, draft, at) => {
    if (put.fault === 'merge' && draft.records.some(({ ref }) => ref.type === aliasType)) return
    if (put.fault === 'link') return real.touchScores(port, seenBy(draft, { links: [] }), at)
    if (put.fault === 'restore')
      return real.touchScores(port, seenBy(draft, { records: draft.records.filter(({ archive }) => archive !== 'restore') }), at)
    return real.touchScores(port, draft, at)
  }
  // The other process would see what is missing.
  const touchedByOthers: typeof real.touchedByOthers = async (...call) => (put.fault === undefined ? real.touchedByOthers(...call) : [])
  return { ...real, touchScores, touchedByOthers }
})
vi.mock('../keeper/score-customers.js', async (original) => {
  const real = await original<typeof import('../keeper/score-customers.js')>()
  const scoreCustomers: typeof real.scoreCustomers = async (...call) => {
    const scored = await real.scoreCustomers(...call)
    return put.fault === 'clock' ? scored.map((one) => ({ ...one, due: null })) : scored
  }
  const draftScores: typeof real.draftScores = async (...call) => {
    const changed = await real.draftScores(...call)
    return put.fault === 'meanwhile' ? [] : changed
  }
  return { ...real, scoreCustomers, draftScores }
})
vi.mock('../engine/measure.js', async (original) => {
  const real = await original<typeof import('../engine/measure.js')>()
  const scoreOf: typeof real.scoreOf = (profile, ...rest) => {
    const score = real.scoreOf(profile, ...rest)
    const measured = put.fault === 'rounded' && score.score !== null ? real.measure(profile, rest[0], rest[1]) : undefined
    return measured === undefined ? score : { ...score, status: statusOf(profile.profile.thresholds, Math.round(measured.total / 720_720)) }
  }
  return { ...real, scoreOf }
})

const turn = (...acts: Turn['acts']): Turn => ({ acts, late: false, wait: 0 })
const activate: Turn['acts'][number] = { do: 'activate', host: 0, model: 0 }
const set = (values: Extract<Turn['acts'][number], { readonly type: 'company'; readonly do: 'set' }>['values']): Turn['acts'][number] => ({
  do: 'set',
  host: 0,
  type: 'company',
  place: 0,
  values,
})
const rename = turn(set({ name: 'Beta' }))
const archive = (what: 'archive' | 'restore'): Turn => turn({ do: what, host: 0, type: 'ticket', place: 4 })
interface Case {
  readonly fault: Fault
  readonly what: string
  readonly turns: readonly Turn[]
  readonly before?: (world: World) => void
}
const cases: readonly Case[] = [
  { fault: 'link', what: 'a forgotten link', turns: [turn(activate), turn({ do: 'link', host: 0, type: 'ticket', place: 0, company: 0 })] },
  { fault: 'restore', what: 'a restore that is ignored', turns: [turn(activate), archive('archive'), archive('restore')] },
  {
    fault: 'merge',
    what: 'a merge that is ignored',
    turns: [turn(activate), turn({ do: 'merge', host: 0, type: 'company', place: 0, other: 4 })],
  },
  { fault: 'clock', what: 'a moved clock that is ignored', turns: [turn(activate), { ...rename, wait: 259_200_000 }] },
  { fault: 'meanwhile', what: 'a run that skips a customer changed meanwhile', turns: [turn(activate)], before: renameDuringRun },
  {
    fault: 'rounded',
    what: 'a status from the rounded total',
    turns: [turn({ do: 'activate', host: 0, model: 2 }), turn(set({ industry: 'Air' }))],
  },
]
// A name is nothing that a score looks at: the customer only has another version than the one that was read.
function renameDuringRun({ store, run }: World): void {
  store.beforeLinks = () => run({ do: 'set', host: 1, type: 'company', place: 0, values: { name: 'Beta' } })
}

test.each(cases)('[HS-8] the oracle finds $what', async ({ fault, turns, before }) => {
  put.fault = undefined
  expect(await faultOf(turns, before)).toBeUndefined()
  put.fault = fault
  expect(await faultOf(turns, before)).toMatch(/^after turn \d+: .*c\d/)
})
