import { firstValueFrom, Subject } from 'rxjs'
import { expect, test } from 'vitest'
import type { z } from 'zod'
import type { jobsContract } from '../../contract/administration/jobs-contract.js'
import { createJobsDesk, type JobsDeskPort } from './jobs-desk.js'

const job = (id: string, title: string, more: object = {}) => ({
  ...{ plugin: 'acme.x', open: {} },
  ...more,
  job: { id, title, on: { occasion: 'every', every: { days: 1 } }, of: { objectType: 'company' } },
})
const stored = (values: object) => ({ ref: { type: 'run', id: 'r1' }, version: '1', values })
/** A desk over these jobs, of which one may run now. */
function start(jobs: readonly object[], { running = [] as readonly object[], starts = true } = {}) {
  const [batches, states, caughtUp, asked, started] = [new Subject(), new Subject(), new Subject(), [] as unknown[], [] as unknown[]]
  const port = {
    ...{ batches, plugins: { states }, schema: () => new Map(), workspaces: { all: () => [] }, roles: { in: () => new Map() } },
    reader: {
      find: async () => undefined,
      list: async (_: unknown, query: unknown) => {
        asked.push(query)
        return { records: running }
      },
    },
    clockOfJobs: {
      ...{ caughtUp, jobs: () => jobs, behindSince: (id: string) => (id === 'acme.x/a' ? 5 : undefined) },
      runNow: async (...given: readonly unknown[]) => {
        started.push(given)
        return starts
      },
    },
  } as unknown as JobsDeskPort
  return { batches, states, caughtUp, asked, started, desk: createJobsDesk(port, 'root') }
}
type Shown = z.output<typeof jobsContract.output>

test('[BEY-13] jobs are listed by their titles, each with its state and why it is stopped', async () => {
  const jobs = [
    job('acme.x/b', 'Beta'),
    job('acme.x/a', 'Alpha', { open: undefined }),
    job('acme.x/c', 'Gamma', { open: undefined, because: 'Denied.' }),
  ]
  const values = { kind: 'job acme.x/b', state: 'running', done: 1, left: 2, failed: 3, startedAt: 7 }
  const { desk, asked } = start([...jobs, job('acme.x/d', 'Delta')], { running: [stored(values)] })
  const on = { occasion: 'every', every: { days: 1 } }
  const least = { plugin: 'acme.x', failures: 0, on, again: 0, left: 0 }
  const shown = await firstValueFrom(desk.jobs())
  expect(shown[0]).toEqual({ ...least, id: 'acme.x/a', title: 'Alpha', state: 'stopped', because: 'It is not running.', behindSince: 5 })
  const going = { run: 'r1', startedAt: 7, done: 1, left: 2, failed: 3 }
  expect(shown[1]).toEqual({ ...least, id: 'acme.x/b', title: 'Beta', state: 'running', going })
  expect(shown[3]).toEqual({ ...least, id: 'acme.x/c', title: 'Gamma', state: 'stopped', because: 'Denied.' })
  expect(shown.map(({ title, state }) => [title, state])).toEqual([
    ['Alpha', 'stopped'],
    ['Beta', 'running'],
    ['Delta', 'waiting'],
    ['Gamma', 'stopped'],
  ])
  const where = { test: 'is', property: 'run.state', value: 'running' }
  expect(asked).toEqual([{ type: 'run', select: ['kind', 'done', 'left', 'failed', 'startedAt'], where }])
})

test('[BEY-13] a job is run at once in the name of the user who asks, unless it is gone, stopped or running', async () => {
  const jobs = [job('acme.x/a', 'Alpha'), job('acme.x/b', 'Beta', { open: undefined })]
  const { desk, started } = start(jobs)
  await desk.run('acme.x/a')
  expect(started).toEqual([['acme.x/a', { source: 'user', user: 'root' }]])
  await expect(desk.run('acme.x/z')).rejects.toMatchObject({ problem: { code: 'record.not-found', message: 'There is no job acme.x/z.' } })
  await expect(desk.run('acme.x/b')).rejects.toHaveProperty('problem')
  const message = 'Alpha is running already.'
  await expect(start(jobs, { starts: false }).desk.run('acme.x/a')).rejects.toMatchObject({
    problem: { code: 'input.invalid', message, details: { issues: [{ path: ['job'], message }] } },
  })
  expect(started).toHaveLength(1)
})

test('[BEY-13] the list follows plugins, jobs and their runs, and not the runs of people', async () => {
  const { desk, batches, states, caughtUp, asked } = start([])
  const seen: Shown[] = []
  desk.jobs().subscribe((shown) => seen.push(shown))
  const change = (type: string, after?: object) => batches.next({ changes: [{ ref: { type, id: 'x' }, after }] })
  change('company')
  change('run', { kind: 'bulk' })
  expect(asked).toHaveLength(1)
  change('run')
  change('job')
  states.next([])
  caughtUp.next(undefined)
  expect(asked).toHaveLength(5)
})
