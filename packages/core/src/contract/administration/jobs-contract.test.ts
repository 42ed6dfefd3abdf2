import { expect, test } from 'vitest'
import type { z } from 'zod'
import { limitsOf } from '../test-limits.js'
import { expectShape } from '../test-shape.js'
import { jobRunsContract, jobsContract, runJobContract } from './jobs-contract.js'

test('[BEY-13] the runs of a job are listed ten at a time, and a job is run by its id', () => {
  expect((jobRunsContract.input as z.ZodType).parse({ job: 'acme.x/job' })).toEqual({ job: 'acme.x/job', limit: 10 })
  const limits = limitsOf(jobRunsContract, { job: 'acme.x/job' })
  limits.number(['limit'], 1, 50)
  for (const each of [limits, limitsOf(runJobContract, { job: 'acme.x/job' })]) each.text(['job'], 1, 500)
})

test('[BEY-13] a job is answered with what it runs on, how it goes, and how its last run ended', () => {
  const counts = { done: 1, left: 1, failed: 1 }
  const full = {
    ...{
      id: 'acme.x/job',
      plugin: 'acme.x',
      title: 'Job',
      description: 'Does it.',
      state: 'running',
      because: 'Off.',
      nextAt: 5,
      failures: 1,
    },
    ...{ behindSince: 4, again: 1, left: 2, going: { run: 'r', startedAt: 1, ...counts } },
    last: { run: 'r', state: 'done', startedAt: 1, endedAt: 2, ...counts, problem: 'No.' },
  }
  const lacking = ['description', 'because', 'nextAt', 'behindSince', 'going', 'last', 'last.run', 'last.problem'].map(
    (name) => `0.${name}`,
  )
  const kinds = ['created', 'changed', 'archived', 'linked']
  const objects = ['Company']
  expectShape(
    jobsContract,
    [{ ...full, on: { occasion: 'every', every: { days: 1, ms: 5 } } }],
    [...lacking, '0.on.every.days', '0.on.every.ms'],
  )
  const others = [
    { occasion: 'changes', objects, properties: ['Name'], links: ['Contacts'], kinds },
    { occasion: 'at', objects, property: 'Due' },
    ...['enters', 'leaves'].map((occasion) => ({ occasion, objects, properties: ['Name'] })),
  ]
  for (const on of others) expectShape(jobsContract, [{ ...full, on }], lacking)
  for (const state of ['waiting', 'stopped']) expectShape(jobsContract, [{ ...full, state, on: others[1] }], lacking)
  for (const state of ['cancelled', 'failed'])
    expectShape(jobsContract, [{ ...full, on: others[1], last: { ...full.last, state } }], lacking)
})
