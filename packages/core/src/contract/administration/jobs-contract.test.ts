import { expect, test } from 'vitest'
import type { z } from 'zod'
import { limitsOf } from '../test-limits.js'
import { jobRunsContract, runJobContract } from './jobs-contract.js'

test('[BEY-13] the runs of a job are listed ten at a time, and a job is run by its id', () => {
  expect((jobRunsContract.input as z.ZodType).parse({ job: 'acme.x/job' })).toEqual({ job: 'acme.x/job', limit: 10 })
  const limits = limitsOf(jobRunsContract, { job: 'acme.x/job' })
  limits.number(['limit'], 1, 50)
  for (const each of [limits, limitsOf(runJobContract, { job: 'acme.x/job' })]) each.text(['job'], 1, 500)
})
