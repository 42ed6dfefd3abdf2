import { TenureError } from '@tenure/core/contract'
import { expect, onTestFinished, test } from 'vitest'
import { InMemoryHost } from '../fixtures/in-memory-host.js'
import { RawStream, send, signInAs } from '../fixtures/raw-http.js'
import type { Limits } from '../limits.js'
import { serve } from '../serve.js'
import { localSwitcher } from '../sign-in/local-switcher.js'

const path = '/api/export'

/** A server whose exports send a first piece, and then what a test lets them do. */
async function start(limits: Partial<Limits> = {}) {
  const warned: string[] = []
  const begun: { readonly of: readonly unknown[]; readonly end: (failure?: Error) => void }[] = []
  let closed = 0
  const host = new InMemoryHost()
  host.export = async function* (...of) {
    let end: (failure?: Error) => void = () => undefined
    const over = new Promise<Error | undefined>((resolve) => {
      end = resolve
    })
    begun.push({ of, end })
    try {
      yield 'first\n'
      const failure = await over
      if (failure !== undefined) throw failure
      yield 'last\n'
    } finally {
      closed++
    }
  }
  const log = { info: () => {}, warn: (message: string) => void warned.push(message) }
  const signIn = { ...localSwitcher(), verify: async (token: string) => ({ user: token }) }
  const server = await serve({ host, signIn, limits, log })
  onTestFinished(() => server[Symbol.asyncDispose]())
  const open = async (headers: Record<string, string>) => {
    const stream = await RawStream.open(server, path, headers)
    onTestFinished(() => stream[Symbol.dispose]())
    return stream
  }
  return { server, host, open, warned, begun, closed: () => closed }
}

test('a file is sent under its name and type, kept by nobody, and says who asked for it', async () => {
  const { server, open, begun } = await start()
  const page = await open(await signInAs(server, 'anna'))
  begun[0]?.end()
  await page.over()
  const token = await open({ authorization: 'Bearer ben' })
  begun[1]?.end()
  await token.over()
  expect([page.status, page.text, token.text]).toEqual([200, 'first\nlast\n', 'first\nlast\n'])
  expect(page.headers).toMatchObject({
    'content-type': 'application/x-ndjson; charset=utf-8',
    'content-disposition': 'attachment; filename="workspace.jsonl"',
    'cache-control': 'no-store',
  })
  expect(begun.map(({ of }) => of)).toEqual([
    ['anna', 'page'],
    ['ben', 'api'],
  ])
})

test('[SEC-5] exports under way are counted for each user, and each that ends makes room for one', async () => {
  const { server, open, begun } = await start({ exportsPerUser: 2 })
  const headers = await signInAs(server, 'anna')
  const first = await open(headers)
  await open(headers)
  const refused = { status: 429, json: { problem: { code: 'input.too-large', details: { limit: 'exportsPerUser', max: 2 } } } }
  expect(await send(server, { path, headers })).toMatchObject(refused)
  expect((await open(await signInAs(server, 'ben'))).status).toBe(200)
  expect(begun).toHaveLength(3)
  begun[0]?.end()
  await first.over()
  await expect.poll(async () => (await open(headers)).status).toBe(200)
  expect(await send(server, { path, headers })).toMatchObject(refused)
})

test('[SEC-5] an export that is refused before its first piece takes no place', async () => {
  const { server, host } = await start({ exportsPerUser: 1 })
  const headers = await signInAs(server, 'anna')
  // biome-ignore lint/correctness/useYield: it is refused before it has any.
  host.export = async function* () {
    throw new TenureError('access.denied', 'Only super admins may do this.', { missing: 'superAdmin' })
  }
  const answers = [await send(server, { path, headers }), await send(server, { path, headers })]
  expect(answers.map(({ status, json }) => [status, json.problem?.code])).toEqual([
    [403, 'access.denied'],
    [403, 'access.denied'],
  ])
})

test.each([
  ['of the disk', new Error('The disk is gone.')],
  ['of rights that end', new TenureError('access.denied', 'No longer.', { missing: 'superAdmin' })],
])('a failure %s after the first piece breaks the connection and makes room for another export', async (_, failure) => {
  const { server, open, begun } = await start({ exportsPerUser: 1 })
  const headers = await signInAs(server, 'anna')
  const stream = await open(headers)
  await stream.until(() => stream.text === 'first\n')
  begun[0]?.end(failure)
  await stream.over()
  expect([stream.text, stream.isWhole]).toEqual(['first\n', false])
  await expect.poll(async () => (await open(headers)).status).toBe(200)
})

test('[SEC-5] an export ends with the session that asked for it, and with the one who no longer takes it; neither is in the log', async () => {
  const { server, open, begun, warned, closed } = await start({ exportsPerUser: 1 })
  const headers = await signInAs(server, 'anna')
  const stream = await open(headers)
  await stream.until(() => stream.text === 'first\n')
  await send(server, { method: 'POST', path: '/api/sign-out', headers })
  await stream.over()
  expect([stream.text, stream.isWhole]).toEqual(['first\n', false])
  const other = await signInAs(server, 'ben')
  const left = await open(other)
  left[Symbol.dispose]()
  await expect.poll(async () => (await open(other)).status).toBe(200)
  for (const { end } of begun) end()
  await expect.poll(closed).toBe(begun.length)
  expect(warned).toEqual([])
})

test('what goes wrong after the first piece breaks the connection and is logged; a receiver that leaves is not', async () => {
  const { server, open, begun, warned } = await start()
  const headers = await signInAs(server, 'anna')
  const broken = await open(headers)
  await broken.until(() => broken.text !== '')
  begun[0]?.end(new Error('The disk is gone.'))
  await broken.over()
  await expect.poll(() => warned.length).toBe(1)
  const left = await open(headers)
  await left.until(() => left.text !== '')
  left[Symbol.dispose]()
  await left.over()
  begun[1]?.end()
  const next = await open(headers)
  begun[2]?.end()
  await next.over()
  expect(warned.length).toBe(1)
})
