import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { InMemoryHost } from '../fixtures/in-memory-host.js'
import { send, signInAs } from '../fixtures/raw-http.js'
import { serve } from '../serve.js'
import { localSwitcher } from '../sign-in/local-switcher.js'
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

async function start() {
  const host = new InMemoryHost()
  const server = await serve({ host, signIn: localSwitcher() })
  onTestFinished(() => server[Symbol.asyncDispose]())
  const headers = await signInAs(server, 'anna')
  const post = (path: string, body: unknown, more: Record<string, string> = {}) =>
    send(server, { method: 'POST', path, body, headers: { ...headers, ...more } })
  return { host, post }
}
const rename = '/api/act/test.customers/rename'

test('a provider or an action that there is not is named in the answer', async () => {
  const { post } = await start()
  const answers = [await post('/api/read/test.customers/rename', {}), await post('/api/act/test.customers/list', {})]
  const missing = (message: string) => ({
    ok: false,
    problem: { code: 'input.invalid', message, details: { issues: [{ path: ['path'], message }] } },
  })
  expect(answers.map(({ status, json }) => [status, json])).toEqual([
    [404, missing('There is no provider test.customers/rename.')],
    [404, missing('There is no action test.customers/list.')],
  ])
})

test('[SDK-7] a key has 1 to 200 characters, and a call has no field but its input and its key', async () => {
  const { post } = await start()
  const input = { id: 'c1', name: 'Contoso' }
  const good = [{ input }, { input, key: 'k' }, { input, key: 'k'.repeat(200) }]
  const bad = [{ input, key: '' }, { input, key: 'k'.repeat(201) }, { input, key: 5 }, { input, more: 1 }, [], 5]
  const statuses: number[] = []
  for (const body of [...good, ...bad]) statuses.push((await post(rename, body)).status)
  expect(statuses).toEqual([200, 200, 200, 400, 400, 400, 400, 400, 400])
  expect((await post('/api/read/test.customers/list', { input: {}, key: 'k' })).status).toBe(400)
})

test('[SUM-8] while the Summary of another user is viewed, reading is of that user and nothing is changed', async () => {
  const { host, post } = await start()
  host.customers.next([{ id: 'c1', name: 'Contoso', owner: 'ben' }])
  const viewing = { 'tenure-view-as': 'ben' }
  expect((await post('/api/read/test.customers/list', {}, viewing)).json).toMatchObject({ ok: true, value: { total: 1 } })
  expect((await post('/api/read/test.customers/list', {})).json).toMatchObject({ ok: true, value: { total: 0 } })
  const refused = await post(rename, { input: { id: 'c1', name: 'Taken over' } }, viewing)
  expect([refused.status, refused.json]).toEqual([
    403,
    {
      ok: false,
      problem: {
        code: 'access.denied',
        message: 'Nothing can be changed while the Summary of another user is viewed.',
        details: { missing: 'a page of your own' },
      },
    },
  ])
  expect(host.customers.value[0]?.name).toBe('Contoso')
})
