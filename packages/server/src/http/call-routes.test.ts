import { expect, test } from 'vitest'
import { z } from 'zod'
import { parseRequest } from './call-routes.js'

test('a body that is not as expected is refused with the place in it', () => {
  const schema = z.strictObject({ watch: z.array(z.strictObject({ key: z.string() })) })
  expect(parseRequest(schema, { watch: [{ key: 'w1' }] })).toEqual({ watch: [{ key: 'w1' }] })
  const path = ['body', 'watch', '1', 'key']
  expect(() => parseRequest(schema, { watch: [{ key: 'w1' }, { key: 2 }] })).toThrow(
    expect.objectContaining({
      problem: expect.objectContaining({ code: 'input.invalid', details: { issues: [expect.objectContaining({ path })] } }),
    }),
  )
})
