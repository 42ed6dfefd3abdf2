import { TenureError } from '@tenure/core/contract'
import { expect, test } from 'vitest'
import { toProblem } from './reply.js'

test('[SEC-16] an error that is not ours is answered by a number alone, under which the log has its stack, or what was thrown', () => {
  const warned: (readonly [string, Readonly<Record<string, unknown>> | undefined])[] = []
  const log = { info: () => {}, warn: (message: string, facts?: object) => void warned.push([message, facts as never]) }
  const stackless = Object.assign(new Error('SELECT secret'), { stack: undefined })
  const error = new Error('SELECT vault')
  const problems = [error, stackless, 'a text'].map((thrown) => toProblem(thrown, log))
  const incidents = warned.map(([, facts]) => facts?.['incident'])
  expect(problems).toEqual(
    incidents.map((incident) => ({
      code: 'internal.invariant',
      message: `The workspace failed. Its log has the cause, under ${incident}.`,
      details: { invariant: incident },
    })),
  )
  expect(new Set(incidents).size).toBe(3)
  expect(warned.map(([, facts]) => facts?.['error'])).toEqual([error.stack, 'SELECT secret', 'a text'])
  const ours = new TenureError('access.denied', 'No.', { missing: 'rights' })
  expect([toProblem(ours, log), warned.length]).toEqual([ours.problem, 3])
})
