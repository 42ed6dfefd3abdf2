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

test('[SDK-6] what is wrong is one line, each thing after its place', () => {
  const issues = [
    { path: [], message: 'No.' },
    { path: ['a', 1], message: 'Too long.' },
  ]
  expect([describeIssues(issues), describeIssues([])]).toEqual(['No.; a.1: Too long.', ''])
})
