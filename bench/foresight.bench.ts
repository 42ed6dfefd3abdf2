import { join } from 'node:path'
import { createHost, type Host, silentLog, systemClock, use } from '@tenure/core'
import type { ScoreProfile } from '@tenure/core/score'
import { backtestContract, foresight } from '@tenure/health'
import { sqlite } from '@tenure/sqlite'
import { filter, firstValueFrom } from 'rxjs'
import { type Bench, toRow } from './bench.js'
import { startBeat } from './longest-block.js'

const weeks = 104
const dayMs = 86_400_000
const start = Date.parse('2024-06-01T00:00:00Z')
const steps = Array.from({ length: 10 }, (_, at) => ({ from: at, to: at + 1, points: at * 5 + 5 }))
const head = { combine: 'sum', start: 0, missing: 'zero' } as const
const profile: ScoreProfile = {
  ...{ ...head, name: 'Usage', objectType: 'company', segments: [] },
  thresholds: { neutral: 40, healthy: 70, bound: 'above', hysteresis: 0 },
  groups: [
    {
      ...{ ...head, id: 'use', name: 'Use', kind: 'property', maximum: 100 },
      criteria: [
        { kind: 'number', id: 'usage', name: 'Usage', property: 'company.usage', ranges: steps, bound: 'above' },
        { kind: 'number', id: 'places', name: 'Places', property: 'company.places', ranges: steps, bound: 'above' },
      ],
    },
  ],
}
const days = Array.from({ length: 24 }, (_, at) => new Date(start + (at + 1) * 28 * dayMs).toISOString().slice(0, 10))
const question = {
  ...{ profile, horizonDays: 90, when: { form: 'landmarks' as const, days } },
  outcome: { of: 'property' as const, property: 'company.decision', churned: ['left'] },
}

/** A backtest on 24 days over customers whose usage changed each week for two years. */
export const bench: Bench = {
  name: 'foresight',
  async *run({ quick, folder }) {
    const customers = quick ? 500 : 10_000
    const file = join(folder, 'foresight.db')
    const user = await begin(file)
    await fill(file, customers)
    await using host = await open(file)
    const { tookMs, blockedMs } = await measured(host, user)
    const row = { bench: 'foresight', case: `${customers} customers × ${weeks} weeks` }
    yield toRow({ ...row, metric: 'backtest', value: tookMs / 1000, unit: 's', goal: 60 })
    yield toRow({ ...row, metric: 'longest block', value: blockedMs, unit: 'ms', goal: 50 })
  },
}

function open(file: string): Promise<Host> {
  return createHost({
    ...{ storage: sqlite({ file, synchronous: 'normal' }), plugins: [use(foresight)], grants: 'declared', edition: 'enterprise' },
  })
}
async function begin(file: string): Promise<string> {
  await using host = await open(file)
  const made = await host.createFirstAdmin('Root')
  if (!made.ok) throw new Error(made.problem.message)
  const options = ['left', 'stayed'].map((value) => ({ value, label: value }))
  const properties = [
    { name: 'usage', kind: 'number', label: 'Usage' },
    { name: 'places', kind: 'number', label: 'Places' },
    { name: 'decision', kind: 'enumeration', label: 'Decision', options },
  ] as const
  await host.importer('bench').extend([{ name: 'company', properties }])
  return made.value.id
}

// Straight into the store: a million values by an importer would take longer than what is measured.
async function fill(file: string, customers: number): Promise<void> {
  const storage = sqlite({ file, synchronous: 'normal' })
  const { signal } = new AbortController()
  await storage.open({ clock: systemClock, log: silentLog, signal })
  for (let week = 0; week < weeks; week += 1)
    for (let from = 0; from < customers; from += 2000) {
      const writes = Array.from({ length: Math.min(2000, customers - from) }, (_, one) => writeOf(week, from + one))
      const at = start + week * 7 * dayMs
      const done = await storage.commit({ atomic: true, at, actor: { source: 'system' }, writes }, { signal })
      if (!done.ok) throw new Error(`The store refused: ${done.because}.`)
    }
  await storage.close()
}
function writeOf(week: number, one: number) {
  const values = {
    ...(week === 0 && { name: `Customer ${one}`, createdAt: start, places: one % 10 }),
    ...(week === 100 && { decision: one % 5 === 0 ? 'left' : 'stayed' }),
    usage: ((one * 7 + week * 3) % 100) / 10,
  }
  return { ref: { type: 'company', id: `c${one}` }, write: week === 0 ? ('create' as const) : ('patch' as const), values }
}

async function measured(host: Host, user: string): Promise<{ readonly tookMs: number; readonly blockedMs: number }> {
  const beat = startBeat()
  const began = performance.now()
  const frames = host.as(user).watch(backtestContract, question)
  const frame = await firstValueFrom(frames.pipe(filter((one) => one.state === 'stale' || one.value.state === 'done')))
  const blockedMs = beat.stop()
  if (frame.state === 'stale') throw new Error(frame.problem.message)
  return { tookMs: performance.now() - began, blockedMs }
}
