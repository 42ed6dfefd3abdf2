import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs'
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
  await expect(store.get('ben', upload.id)).rejects.toMatchObject({
    code: 'input.invalid',
    message: expect.stringContaining('Send it again'),
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
