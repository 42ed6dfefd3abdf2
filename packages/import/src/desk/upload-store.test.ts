import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { defaultUploadLimits, UploadStore } from './upload-store.js'

async function* pieces(...texts: readonly string[]) {
  for (const text of texts) yield new TextEncoder().encode(text)
}
function open(limits = { maxBytes: 10, maxFiles: 2, keepMs: 100 }) {
  const folder = join(mkdtempSync(join(tmpdir(), 'tenure-uploads-')), 'deep')
  const clock = { now: 1_000 }
  return { folder, clock, store: new UploadStore(folder, () => clock.now, limits) }
}

test('[SEC-9] a file is kept whole under its id, for its owner alone, and its user gets it back', async () => {
  const { store, folder } = open()
  const upload = await store.take('ada', 'a.csv', pieces('12345', '67890'))
  expect(upload).toEqual({ id: expect.any(String), user: 'ada', name: 'a.csv', bytes: 10, at: 1_000 })
  expect(readFileSync(store.path(upload.id), 'utf8')).toBe('1234567890')
  expect(await store.get('ada', upload.id)).toEqual(upload)
  for (const name of [folder, store.path(upload.id), `${store.path(upload.id)}.json`]) expect(statSync(name).mode & 0o077, name).toBe(0)
  const message = 'This file is not here any more. Send it again.'
  await expect(store.get('ben', upload.id)).rejects.toMatchObject({
    problem: { code: 'input.invalid', message, details: { issues: [{ path: ['upload'], message }] } },
  })
  await expect(store.get('ada', upload.id.replace(/.$/, 'g'))).rejects.toMatchObject({ code: 'input.invalid' })
})

test('[SEC-9] a name is the last part of a path, without control characters, and never empty or long', async () => {
  const { store } = open({ maxBytes: 10, maxFiles: 10, keepMs: 100 })
  const nameOf = async (name: string) => (await store.take('ada', name, pieces('1'))).name
  expect(await nameOf('../../etc/passwd')).toBe('passwd')
  expect(await nameOf('C:\\data\\a.csv')).toBe('a.csv')
  expect(await nameOf('a\u0000b\u001f\u007f.csv')).toBe('ab.csv')
  expect([await nameOf(''), await nameOf('deep/')]).toEqual(['file.csv', 'file.csv'])
  expect(await nameOf('x'.repeat(200))).toHaveLength(150)
})

test('[SEC-9] one byte too many is refused with the limit, and nothing of it is kept', async () => {
  const { store, folder } = open()
  await expect(store.take('ada', 'a.csv', pieces('12345', '67890', '1'))).rejects.toMatchObject({
    problem: { code: 'input.too-large', details: { limit: 'fileBytes', max: 10 } },
  })
  expect(readdirSync(folder)).toEqual([])
})

test('[SEC-9] the oldest files of a user make room for a new one; those of others stay, until all are too old', async () => {
  const { store, clock, folder } = open()
  const other = await store.take('ben', 'b.csv', pieces('1'))
  const ids: string[] = []
  for (const name of ['one', 'two', 'three']) {
    clock.now += 1
    ids.push((await store.take('ada', name, pieces('1'))).id)
  }
  const isThere = (user: string, id: string) =>
    store.get(user, id).then(
      () => true,
      () => false,
    )
  expect(await Promise.all(ids.map((id) => isThere('ada', id)))).toEqual([false, true, true])
  expect(await isThere('ben', other.id)).toBe(true)
  clock.now = 1_100
  await store.expire()
  expect(await isThere('ben', other.id)).toBe(true)
  clock.now = 1_101
  await store.expire()
  expect(await isThere('ben', other.id)).toBe(false)
  clock.now = 1_104
  await store.expire()
  expect(readdirSync(folder)).toEqual([])
})

test('[SEC-9] a file is kept for a day where nothing else is said', async () => {
  const { store, clock } = open(defaultUploadLimits)
  const { id } = await store.take('ada', 'a.csv', pieces('1'))
  clock.now += 86_400_000
  await store.expire()
  expect((await store.get('ada', id)).bytes).toBe(1)
  clock.now += 1
  await store.expire()
  await expect(store.get('ada', id)).rejects.toMatchObject({ code: 'input.invalid' })
})

test('[SEC-9] forty files of a user are kept where nothing else is said', async () => {
  const { store, clock, folder } = open(defaultUploadLimits)
  const ids: string[] = []
  for (let at = 0; at < 41; at++) {
    clock.now += 1
    ids.push((await store.take('ada', `${at}.csv`, pieces('1'))).id)
  }
  const kept = ids.slice(1).flatMap((id) => [id, `${id}.json`])
  expect(readdirSync(folder).sort()).toEqual(kept.sort())
})

test('[SEC-9] room is made before a file is kept: the latest of the user stay, and what is too old goes at once', async () => {
  const { store, clock, folder } = open({ maxBytes: 10, maxFiles: 5, keepMs: 1_000 })
  const many = new UploadStore(folder, () => clock.now, { maxBytes: 10, maxFiles: 100, keepMs: 1_000 })
  const ids: string[] = []
  for (let at = 0; at < 20; at++) {
    clock.now += 1
    ids.push((await many.take('ada', `${at}.csv`, pieces('1'))).id)
  }
  const other = (await many.take('ben', 'b.csv', pieces('1'))).id
  const filesOf = (...kept: readonly string[]) => kept.flatMap((id) => [id, `${id}.json`]).sort()
  clock.now += 1
  const last = (await store.take('ada', 'last.csv', pieces('1'))).id
  expect(readdirSync(folder).sort()).toEqual(filesOf(...ids.slice(16), other, last))
  clock.now += 1_001
  const { id } = await store.take('cem', 'c.csv', pieces('1'))
  expect(readdirSync(folder).sort()).toEqual(filesOf(id))
})

test('[SEC-9] pieces are kept in their order, also of a source that uses one buffer for all of them', async () => {
  const { store } = open({ maxBytes: 10_000_000, maxFiles: 5, keepMs: 100 })
  const size = 65_536
  async function* reused() {
    const buffer = new Uint8Array(size)
    for (let at = 0; at < 50; at++) yield buffer.fill(at)
  }
  const { id, bytes } = await store.take('ada', 'a.csv', reused())
  const kept = readFileSync(store.path(id))
  expect([bytes, kept.length]).toEqual([50 * size, 50 * size])
  for (let at = 0; at < 50; at++) expect(kept.subarray(at * size, (at + 1) * size).every((byte) => byte === at)).toBe(true)
})

test('[SEC-9] where something breaks on the way, that is the error, and nothing is kept', async () => {
  const { store, folder } = open()
  async function* cut(): AsyncGenerator<Uint8Array> {
    yield* pieces('1')
    for (const name of readdirSync(folder)) rmSync(join(folder, name))
    throw new Error('cut off')
  }
  await expect(store.take('ada', 'a.csv', cut())).rejects.toThrow('cut off')
  expect(readdirSync(folder)).toEqual([])
  // The description cannot be written where a folder lies.
  async function* blocked(): AsyncGenerator<Uint8Array> {
    for (const name of readdirSync(folder)) mkdirSync(join(folder, `${name}.json`))
    yield* pieces('1')
  }
  await expect(store.take('ada', 'a.csv', blocked())).rejects.toMatchObject({ code: 'EISDIR' })
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/\.json$/)])
})

test('[SEC-9] of what is too old, uploads alone go: another file of the folder stays', async () => {
  const { store, folder, clock } = open()
  for (const name of ['a.csv', 'b.csv']) await store.take('ada', name, pieces('1'))
  for (const name of ['notes', 'notes.json']) writeFileSync(join(folder, name), JSON.stringify({ id: 'notes', user: 'ada', at: 0 }))
  clock.now += 101
  await store.expire()
  expect(readdirSync(folder).sort()).toEqual(['notes', 'notes.json'])
})

test('[SEC-9] what a kill left of an upload is no upload, hinders no other, and goes as old as one', async () => {
  const keepMs = 60_000
  const { store, clock, folder } = open({ maxBytes: 10, maxFiles: 9, keepMs })
  clock.now = Date.now()
  const take = async (name: string) => (await store.take('ada', name, pieces('1'))).id
  const [bytes, description, half, whole] = [await take('bytes'), await take('description'), await take('half'), await take('whole')]
  rmSync(`${store.path(bytes)}.json`)
  rmSync(store.path(description))
  truncateSync(`${store.path(half)}.json`, 5)
  for (const id of [bytes, description, half]) await expect(store.get('ada', id)).rejects.toMatchObject({ code: 'input.invalid' })
  expect(await store.get('ada', whole)).toMatchObject({ name: 'whole' })
  await take('last')
  expect(readdirSync(folder)).toHaveLength(8)
  clock.now += keepMs * 2
  await store.expire()
  expect(readdirSync(folder)).toEqual([])
})
