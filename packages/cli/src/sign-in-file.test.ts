import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parseCommand } from './arguments.js'
import { readSignIn } from './sign-in-file.js'
import { startWorkspace } from './start.js'

const folder = mkdtempSync(join(tmpdir(), 'tenure-sign-in-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
function write(name: string, content: unknown): string {
  const file = join(folder, name)
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}
const openId = { kind: 'openid-connect', issuer: 'https://id.example', clientId: 'tenure', title: 'Acme' }

test('[SEC-1] [SEC-12] a file describes the sign-in; its secret is in the environment or in a file of the owner alone', async () => {
  const secret = write('secret', 'a-secret\n')
  chmodSync(secret, 0o644)
  const file = write('file.json', { ...openId, clientSecret: { file: 'secret' } })
  await expect(readSignIn(file)).rejects.toMatchObject({ code: 'config.invalid', message: expect.stringContaining('chmod 600') })
  chmodSync(secret, 0o600)
  expect(await readSignIn(file)).toMatchObject({ kind: 'openid', visit: { title: 'Acme' } })
  const env = write('env.json', { ...openId, clientSecret: { env: 'TENURE_TEST_SECRET' } })
  await expect(readSignIn(env)).rejects.toThrow('The environment has no TENURE_TEST_SECRET.')
  const plain = write('plain.json', { ...openId, clientSecret: 'in the file' })
  await expect(readSignIn(plain)).rejects.toMatchObject({ code: 'config.invalid', message: expect.not.stringContaining('in the file') })
  await expect(readSignIn(write('typo.json', { ...openId, isuer: 1 }))).rejects.toThrow('isuer')
  await expect(readSignIn(write('broken.json', '{'))).rejects.toThrow('no JSON')
  const jwt = { kind: 'token', issuer: 'https://id.example', audience: 'tenure', keys: 'https://id.example/keys', algorithms: ['ES256'] }
  expect(await readSignIn(write('jwt.json', jwt))).toMatchObject({ kind: 'token' })
})

test('[SEC-1] with a sign-in the switcher is gone, and the store stays empty; without one nothing is served beyond this machine', async () => {
  const signIn = write('start.json', openId)
  expect(parseCommand(['start', '--public-url', 'https://w.example'])).toMatchObject({ misuse: expect.stringContaining('--sign-in') })
  expect(parseCommand(['start', '--sign-in', signIn, '--public-url', 'https://w.example'])).toMatchObject({
    signIn,
    publicUrl: 'https://w.example',
  })
  const terminal = { say: () => {}, out: () => {} }
  await using workspace = await startWorkspace(
    { data: join(folder, 'data'), port: 0, empty: false, signIn, publicUrl: 'https://w.example' },
    terminal,
  )
  const offer = await (await fetch(`${workspace.url}/api/sign-in`)).json()
  expect(offer).toMatchObject({ value: { kind: 'openid', visit: 'Acme', users: [], firstAdmin: true } })
})
