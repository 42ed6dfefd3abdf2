import { expect, test } from 'vitest'
import { z } from 'zod'
import { describeIssues, validate, validateLater } from './validate.js'

const foreign = (result: unknown) => ({ '~standard': { version: 1, vendor: 'other', validate: () => result } }) as never

test('[SDK-6] a value is given as its schema has it, defaults set; or with what is wrong and where', () => {
  const schema = z.strictObject({ days: z.int().default(30), names: z.array(z.string()).default([]) })
  expect(validate(schema as never, {})).toEqual({ ok: true, value: { days: 30, names: [] } })
  expect(validate(schema as never, { names: ['a', 5] })).toMatchObject({
    ok: false,
    issues: [{ path: ['names', 1], message: expect.any(String) }],
  })
})

test('[SDK-6] a schema of another library will do: steps may be objects, and only numbers and texts are left of them', () => {
  const issues = [{ message: 'Wrong.', path: [{ key: 'a' }, 2, Symbol.for('s')] }, { message: 'All wrong.' }]
  expect(validate(foreign({ issues }), 1)).toEqual({
    ok: false,
    issues: [
      { message: 'Wrong.', path: ['a', 2, 'Symbol(s)'] },
      { message: 'All wrong.', path: [] },
    ],
  })
  expect(validate(foreign({ value: 0 }), 1)).toEqual({ ok: true, value: 0 })
})

test('[SDK-6] a schema that takes its time is refused for what has to be answered at once, and waited for elsewhere', async () => {
  const slow = foreign(Promise.resolve({ value: 7 }))
  const message = 'This schema answers later; one of an input or an output has to answer at once.'
  expect(validate(slow, 1)).toEqual({ ok: false, issues: [{ path: [], message }] })
  expect(await validateLater(slow, 1)).toEqual({ ok: true, value: 7 })
  expect(await validateLater(foreign({ issues: [{ message: 'No.' }] }), 1)).toEqual({ ok: false, issues: [{ path: [], message: 'No.' }] })
})

test('[SDK-5] code of a schema that throws is the cause, and leaves no promise behind that ends the process', async () => {
  const left: unknown[] = []
  const note = (reason: unknown) => void left.push(reason)
  process.on('unhandledRejection', note)
  const boom = new TypeError('boom')
  const throwing = z.string().refine(() => {
    throw boom
  })
  const failed = { ok: false, issues: [{ path: [], message: 'The code of the schema failed at this value.' }], cause: boom }
  expect(validate(throwing, 'x')).toEqual(failed)
  expect(validate(throwing, 5)).toMatchObject({ ok: false, issues: [{ path: [] }] })
  const other = { '~standard': { version: 1, vendor: 'other', validate: () => Promise.reject(boom) } } as never
  expect(validate(other, 'x')).toMatchObject({ ok: false })
  const atOnce = {
    '~standard': {
      validate: () => {
        throw boom
      },
    },
  } as never
  expect(validate(atOnce, 'x')).toEqual(failed)
  expect(
    validate(
      z.string().refine(async () => true),
      'x',
    ),
  ).toMatchObject({ issues: [{ message: expect.stringContaining('answers later') }] })
  await new Promise((resolve) => setImmediate(resolve))
  process.off('unhandledRejection', note)
  expect(left).toEqual([])
})

test('[SDK-6] what is wrong is one line, each thing after its place', () => {
  const issues = [
    { path: [], message: 'No.' },
    { path: ['a', 1], message: 'Too long.' },
  ]
  expect([describeIssues(issues), describeIssues([])]).toEqual(['No.; a.1: Too long.', ''])
})
