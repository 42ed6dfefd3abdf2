import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { silentLog } from '@tenure/core/adapter'
import { createFakeClock } from '@tenure/testing'
import { afterEach, expect, test } from 'vitest'
import { sqlite } from './sqlite.js'

const env = () => ({ clock: createFakeClock('2026-06-30T12:00:00Z'), log: silentLog, signal: new AbortController().signal })
const root = fileURLToPath(new URL('../../../../', import.meta.url))
// The sources, as they are: the child loads them as the tests do.
const holdOpen = `
  import { createServer } from 'vite'
  const server = await createServer({ root: ${JSON.stringify(root)}, configFile: ${JSON.stringify(join(root, 'vitest.config.ts'))}, server: { middlewareMode: true, hmr: false, ws: false, watch: null }, appType: 'custom', optimizeDeps: { noDiscovery: true }, logLevel: 'error' })
  const { sqlite } = await server.ssrLoadModule('/packages/adapters/sqlite/src/index.ts')
  const adapter = sqlite({ file: process.env.STORE_FILE })
  await adapter.open({ clock: { now: () => Date.now() }, log: console, signal: new AbortController().signal })
  await adapter.schema.apply({ types: [{ name: 'note', properties: [{ name: 'text', kind: 'text' }] }], edges: [] }, { signal: new AbortController().signal })
  const write = (n) => adapter.commit({ atomic: true, at: n, actor: { source: 'system' }, writes: [{ write: 'create', ref: { type: 'note', id: 'n' + n }, values: { text: 'x' } }] }, { signal: new AbortController().signal })
  await write(0)
  console.log('open')
  for (let n = 1; ; n++) { await write(n); if (n % 10 === 0) await new Promise((done) => setImmediate(done)) }
`
const folders: string[] = []
const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function freshFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tenure-lock-'))
  folders.push(folder)
  return join(folder, 'store.db')
}
async function startHolder(file: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', holdOpen], {
    cwd: root,
    env: { ...process.env, STORE_FILE: file },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  await new Promise<void>((resolve, reject) => {
    let said = ''
    child.stderr?.on('data', (data) => (said += String(data)))
    child.stdout?.on('data', (data) => String(data).includes('open') && resolve())
    child.on('exit', () => reject(new Error(`The other process ended: ${said}`)))
  })
  return child
}

test('[SDK-15] a second process is refused, with the name of the one that writes; a killed one leaves no lock', {
  timeout: 60_000,
}, async () => {
  const file = freshFile()
  const child = await startHolder(file)
  const error: unknown = await sqlite({ file })
    .open(env())
    .catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({
    code: 'storage.locked',
    problem: { details: { by: expect.stringMatching(new RegExp(`^process ${child.pid} since \\d{4}-`)) } },
  })

  const gone = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)))
  child.kill('SIGKILL')
  expect(await gone).toBe('SIGKILL')
  const adapter = sqlite({ file })
  await adapter.open(env())
  const [note] = await adapter.read([{ type: 'note', id: 'n0' }], { signal: new AbortController().signal })
  expect(note?.values).toEqual({ text: 'x' })
  await adapter.close()
})

test('[SDK-15] a second opening in the same process is refused too, by whatever name of the file', async () => {
  const file = freshFile()
  const first = sqlite({ file })
  await first.open(env())
  symlinkSync(file, `${file}.other`)
  for (const name of [file, `${file}.other`]) {
    await expect(sqlite({ file: name }).open(env())).rejects.toMatchObject({
      code: 'storage.locked',
      message: expect.stringContaining(`process ${process.pid}`),
    })
  }
  expect(JSON.parse(readFileSync(`${file}-lock-holder`, 'utf8'))).toEqual({ pid: process.pid, since: '2026-06-30T12:00:00.000Z' })
  await first.close()
  expect(existsSync(`${file}-lock-holder`)).toBe(false)
  const second = sqlite({ file })
  await second.open(env())
  await second.close()
})

test('stores in memory are each their own', async () => {
  const [a, b] = [sqlite({ file: ':memory:' }), sqlite({ file: ':memory:' })]
  await a.open(env())
  await b.open(env())
  await a.close()
  await b.close()
})
