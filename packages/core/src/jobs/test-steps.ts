import { aUser } from '@tenure/testing'
import { systemAsker } from '../access/asker.js'
import type { Log } from '../base/log.js'
import { TenureError } from '../errors/tenure-error.js'
import type { testKernel } from '../host/test-kernel.js'
import type { WorkResult } from '../records/work-result.js'
import type { Values } from '../schema/value.js'
import type { RunKind, RunWork } from './run-kind.js'
import { createRunner, type Runner, type RunnerOptions, type RunStart } from './runner.js'

/** The instant at which the clock of a test stands. */
export const begin = Date.parse('2026-06-30T12:00:00Z')
/** A store with one user and no records. */
export const seed = { users: [aUser({ id: 'ines' })], records: [] }
/** Nothing was done. */
export const none = { done: 0, kept: 0, left: 0, failed: 0 }
export type TestKernel = Awaited<ReturnType<typeof testKernel>>
/** What becomes of one step. */
type Step = (piece: number, work: RunWork) => WorkResult | Promise<WorkResult>

export interface Steps extends Partial<RunKind> {
  readonly count?: number
  readonly step?: Step
}
/** Work of so many steps, one after the other; `asked` notes how many each part may have. For tests. */
export function steps({ count = 5, step = () => ({ done: true, items: [] }), ...more }: Steps = {}): {
  readonly asked: number[]
  readonly kind: RunKind
} {
  const asked: number[] = []
  const kind: RunKind = {
    name: 'steps',
    asker: () => systemAsker,
    next: async ({ place }, _asker, most) => {
      asked.push(most)
      const from = Number(place ?? 0)
      const pieces = Array.from({ length: Math.min(most, count - from) }, (_, at) => ({ piece: from + at, after: from + at + 1 }))
      return { pieces, last: from + pieces.length === count }
    },
    recordOf: (piece) => ({ type: 'company', id: `c${piece}` }),
    apply: (work, piece) => step(Number(piece), work),
    ...more,
  }
  return { asked, kind }
}
/** A runner of that kind with three pieces a part, and what it warns of. */
export function runnerOf(
  kernel: TestKernel,
  kind: RunKind = steps().kind,
  more: Partial<RunnerOptions> = {},
): { readonly warned: unknown[]; readonly runner: Runner } {
  const warned: unknown[] = []
  const log = { warn: (message: string, details: object) => void warned.push([message, details]) } as unknown as Log
  const { access, clock, reader, writer, askers } = kernel
  const port = { access, clock, reader, writer, log, askerOf: (user: string) => askers.get(user), chunk: 3 }
  return { warned, runner: createRunner({ ...port, kinds: [kind], ...more }) }
}
/** The beginning of such work. */
export const start = (more: Partial<RunStart> = {}): RunStart => ({ kind: 'steps', name: 'Steps', input: { a: 1 }, ...more })
/** What the record of a run says whose runner is gone. */
export const held = { kind: 'steps', name: 'Steps', state: 'running', holder: 'gone', leasedUntil: begin }
/** Changes the record of a run by hand, or makes one. */
export const put = ({ writer }: TestKernel, id: string, values: Values): Promise<unknown> =>
  writer.draft({ asker: systemAsker, actor: { source: 'system' } }, async (draft) => {
    await draft.load([{ type: 'run', id }])
    const known = draft.find({ type: 'run', id }) ?? draft.create({ type: 'run', id }, {})
    known.values = { ...known.values, ...values }
  })
/** The store fails: for a while, or for good. */
export const failed = (transient: boolean): TenureError => new TenureError('storage.failed', 'The disk is full.', { transient })

/** Work whose second part waits until it is let go. */
export function gated(): { readonly kind: RunKind; readonly release: () => void } {
  let release = (): void => undefined
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  const inner = steps().kind
  const next: RunKind['next'] = async (run, asker, most) => {
    if (run.place !== null) await gate
    return inner.next(run, asker, most)
  }
  return { kind: { ...inner, next }, release: () => release() }
}
