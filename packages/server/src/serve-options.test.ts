import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { InMemoryHost } from './fixtures/in-memory-host.js'
import { send } from './fixtures/raw-http.js'
import { type ServeOptions, serve } from './serve.js'
import type { SignIn } from './sign-in/sign-in.js'

const signIn: SignIn = { kind: 'own' }
async function start(options: Partial<ServeOptions> = {}) {
  const server = await serve({ host: new InMemoryHost(), signIn, ...options })
  onTestFinished(() => server[Symbol.asyncDispose]())
  return server
}

test('[SEC-4] a public address is https and has no path; another is refused by its name before anything listens', async () => {
  for (const publicUrl of ['http://a.example', 'https://a.example/x', 'https://a.example/?x', 'a.example', ''])
    await expect(start({ publicUrl })).rejects.toMatchObject({
      code: 'config.invalid',
      problem: { details: { plugin: 'tenure.server', path: ['publicUrl'] } },
    })
})

test('[SEC-4] behind a proxy the public name is answered, whatever its case, and names of this machine, and no other', async () => {
  const server = await start({ publicUrl: 'https://Workspace.example:8443/' })
  const statusOf = async (host: string) => (await send(server, { path: '/api/alive', headers: { host } })).status
  const own = ['workspace.example:8443', 'WORKSPACE.example:8443', 'localhost', '127.0.0.1:80']
  const foreign = ['workspace.example', 'workspace.example:443', 'a.workspace.example:8443', '10.0.0.1']
  expect(await Promise.all([...own, ...foreign].map(statusOf))).toEqual([200, 200, 200, 200, 421, 421, 421, 421])
})

test('[SEC-1] a sign-in is asked whether it may be used at the address that people reach', async () => {
  const asked: unknown[] = []
  const checked: SignIn = { kind: 'own', check: (address) => void asked.push(address) }
  await start({ signIn: checked })
  await start({ signIn: checked, hostname: '0.0.0.0' })
  await start({ signIn: checked, publicUrl: 'https://workspace.example' })
  expect(asked).toEqual([
    { hostname: '127.0.0.1', loopback: true, publicUrl: undefined },
    { hostname: '0.0.0.0', loopback: false, publicUrl: undefined },
    { hostname: 'workspace.example', loopback: false, publicUrl: 'https://workspace.example' },
  ])
})

test('a server says where it listens, and a code only where there is nobody yet', async () => {
  const [server, empty] = [await start(), await start({ host: new InMemoryHost([]) })]
  expect(server.url).toBe(`http://127.0.0.1:${server.port}`)
  expect([Object.keys(server), Object.keys(empty)]).toEqual([
    ['url', 'port'],
    ['url', 'port', 'firstAdminCode'],
  ])
})

test('a port that is taken is named, with the option that chose it', async () => {
  const { port } = await start()
  await expect(start({ port })).rejects.toMatchObject({
    message: `Cannot listen on 127.0.0.1 port ${port}: another program does. Choose another port.`,
    problem: { code: 'config.invalid', details: { plugin: 'tenure.server', path: ['port'] } },
  })
})

test('an address of the API that is none is answered by where all of them are listed', async () => {
  const server = await start()
  const message = 'There is no such route: /api/openapi.json lists them.'
  for (const method of ['GET', 'POST', 'DELETE'])
    expect(await send(server, { method, path: '/api/nothing' })).toMatchObject({
      status: 404,
      json: { ok: false, problem: { code: 'input.invalid', message, details: { issues: [{ path: ['path'], message }] } } },
    })
  expect((await send(server, { path: '/api/alive' })).json).toEqual({ ok: true, value: 'alive' })
})

test('[SEC-7] what is no HTTP is answered as JSON that no browser takes for more, and the connection is closed', async () => {
  const { port } = await start()
  const text = await new Promise<string>((resolve) => {
    let received = ''
    const socket = connect(port, '127.0.0.1', () => socket.write('NONSENSE\r\n\r\n'))
    socket.setEncoding('utf8').on('data', (chunk) => {
      received += chunk
    })
    socket.on('close', () => resolve(received))
  })
  const [head = '', body = ''] = text.split('\r\n\r\n')
  expect(head.split('\r\n')).toEqual([
    'HTTP/1.1 400 Bad Request',
    'content-type: application/json',
    'x-content-type-options: nosniff',
    `content-length: ${body.length}`,
    'connection: close',
  ])
  expect(JSON.parse(body)).toEqual({
    ok: false,
    problem: { code: 'input.invalid', message: 'This is not HTTP.', details: { issues: [{ path: [], message: 'This is not HTTP.' }] } },
  })
})
