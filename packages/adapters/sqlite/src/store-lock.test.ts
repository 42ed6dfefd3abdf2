import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { silentLog } from '@tenure/core/adapter'
import { createFakeClock } from '@tenure/testing'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { buildProgram } from '../../../cli/src/fixtures/build-command-line.js'
import { sqlite } from './sqlite.js'
import { isBusy, StoreLock } from './store-lock.js'

const env = () => ({ clock: createFakeClock('2026-06-30T12:00:00Z'), log: silentLog, signal: new AbortController().signal })
let holder: string
beforeAll(async () => {
  holder = await buildProgram(fileURLToPath(new URL('./fixtures/hold-open.ts', import.meta.url)))
}, 120_000)
afterAll(() => rmSync(dirname(holder), { recursive: true, force: true }))
const folders: string[] = []
const children: ChildProcess[] = []
afterEach(async () => {
  await Promise.all(children.splice(0).map(kill))
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function freshFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tenure-lock-'))
  folders.push(folder)
  return join(folder, 'store.db')
}
async function startHolder(file: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [holder], { env: { ...process.env, STORE_FILE: file }, stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  await new Promise<void>((resolve, reject) => {
    let said = ''
    child.stderr?.on('data', (data) => (said += String(data)))
    child.stdout?.on('data', (data) => String(data).includes('open') && resolve())
    child.on('exit', () => reject(new Error(`The other process ended: ${said}`)))
  })
  return child
}
/** Ends a process and waits for its end; gives the signal that ended it. */
function kill(child: ChildProcess): Promise<NodeJS.Signals | null> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve(child.signalCode)
    child.once('exit', (_code, signal) => resolve(signal))
    child.kill('SIGKILL')
  })
}

test('[SDK-15] a second process is refused, with the name of the one that writes; a killed one leaves no lock', async () => {
  const file = freshFile()
  const child = await startHolder(file)
  const error: unknown = await sqlite({ file })
    .open(env())
    .catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({
    code: 'storage.locked',
    problem: { details: { by: expect.stringMatching(new RegExp(`^process ${child.pid} since \\d{4}-`)) } },
  })

  expect(await kill(child)).toBe('SIGKILL')
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

const since = Date.parse('2026-06-30T12:00:00Z')
const refusal = (file: string) => {
  try {
    StoreLock.take(file, since).release()
    return 'free'
  } catch (error) {
    return error
  }
}

test('the refusal names the file and who has it, or another process where its note cannot be read', () => {
  const file = freshFile()
  const lock = StoreLock.take(file, since)
  const locked = (by: string) => ({
    ...{ code: 'storage.locked', problem: { details: { by } } },
    message: `${file} is open for writing by ${by}. Close that one first, or open this one with readonly.`,
  })
  expect(refusal(file)).toMatchObject(locked(`process ${process.pid} since 2026-06-30T12:00:00.000Z`))
  expect(statSync(`${file}-lock-holder`).mode & 0o777).toBe(0o600)
  writeFileSync(`${file}-lock-holder`, '{"pid":')
  expect(refusal(file)).toMatchObject(locked('another process'))
  rmSync(`${file}-lock-holder`)
  expect(refusal(file)).toMatchObject(locked('another process'))
  lock.release()
  expect(refusal(file)).toBe('free')
})

test('a lock is released once: the next holder keeps its own', () => {
  const file = freshFile()
  const first = StoreLock.take(file, since)
  first.release()
  const second = StoreLock.take(file, since)
  first.release()
  expect([existsSync(`${file}-lock-holder`), refusal(file)]).toEqual([true, expect.objectContaining({ code: 'storage.locked' })])
  second.release()
  expect(existsSync(`${file}-lock-holder`)).toBe(false)
})

test('a file that is not there yet has one lock by every name of its folder', () => {
  const file = freshFile()
  const folder = dirname(file)
  mkdirSync(join(folder, 'real'))
  symlinkSync(join(folder, 'real'), join(folder, 'link'))
  const lock = StoreLock.take(join(folder, 'link', 'store.db'), since)
  expect(existsSync(join(folder, 'real', 'store.db-lock'))).toBe(true)
  expect(refusal(join(folder, 'real', 'store.db'))).toMatchObject({ code: 'storage.locked' })
  lock.release()
  expect(() => StoreLock.take(join(folder, 'absent', 'store.db'), since)).toThrow('directory does not exist')
})

test('only SQLite says that somebody else is at work', () => {
  const error = (code: unknown) => Object.assign(new Error('x'), { code })
  const errors = [
    error('SQLITE_BUSY'),
    error('SQLITE_BUSY_SNAPSHOT'),
    error('SQLITE_ERROR'),
    error(5),
    new Error('SQLITE_BUSY'),
    { code: 'SQLITE_BUSY' },
  ]
  expect(errors.map(isBusy)).toEqual([true, true, false, false, false, false])
})
