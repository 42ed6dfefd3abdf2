import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLog } from '@tenure/core/adapter'
import { createFakeClock } from '@tenure/testing'
import { expect, onTestFinished, test } from 'vitest'
import { ownFiles } from './own-files.js'
import { sqlite } from './sqlite.js'

const signal = new AbortController().signal
const schema = { types: [{ name: 'note', properties: [{ name: 'title', kind: 'string' as const }], indexes: [] }], edges: [] }

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tenure-own-'))
  const umask = process.umask(0)
  onTestFinished(() => {
    process.umask(umask)
    rmSync(folder, { recursive: true })
  })
  return folder
}

async function openAndWrite(file: string, readonly = false) {
  const adapter = sqlite({ file, readonly })
  await adapter.open({ clock: createFakeClock('2026-06-30T12:00:00Z'), log: silentLog, signal })
  onTestFinished(() => adapter.close())
  if (readonly) return
  await adapter.schema?.apply(schema, { signal })
  const ref = { type: 'note', id: 'n1' }
  const writes = [{ write: 'create' as const, ref, values: { title: 'x' } }]
  expect(await adapter.commit({ atomic: true, at: 1, actor: { source: 'user' }, writes }, { signal })).toMatchObject({ ok: true })
}

const modesIn = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, (statSync(join(folder, name)).mode & 0o777).toString(8)]))

test.skipIf(process.platform === 'win32')('[SEC-12] a new store and all files beside it are for their owner alone', async () => {
  const folder = newFolder()
  await openAndWrite(join(folder, 'new.db'))
  expect(modesIn(folder)).toEqual({
    'new.db': '600',
    'new.db-wal': '600',
    'new.db-shm': '600',
    'new.db-lock': '600',
    'new.db-lock-journal': '600',
    'new.db-lock-holder': '600',
  })
})

test.skipIf(process.platform === 'win32')(
  '[SEC-12] an existing store that others could open is taken from them, under any of its names',
  async () => {
    const folder = newFolder()
    for (const ending of ['', '-lock', '-lock-holder']) {
      writeFileSync(join(folder, `old.db${ending}`), '')
      chmodSync(join(folder, `old.db${ending}`), 0o664)
    }
    symlinkSync(join(folder, 'old.db'), join(folder, 'link.db'))
    await openAndWrite(join(folder, 'link.db'))
    for (const [name, mode] of Object.entries(modesIn(folder))) expect([name, mode]).toEqual([name, '600'])
  },
)

test.skipIf(process.platform === 'win32')('[SEC-12] whatever lies beside a store from before is taken from others too', () => {
  const folder = newFolder()
  const endings = ['', '-wal', '-shm', '-journal', '-lock', '-lock-journal', '-lock-holder']
  for (const ending of [...endings, '-notes']) writeFileSync(join(folder, `old.db${ending}`), '', { mode: 0o664 })
  ownFiles(join(folder, 'old.db'), silentLog)
  expect(modesIn(folder)).toEqual({ ...Object.fromEntries(endings.map((ending) => [`old.db${ending}`, '600'])), 'old.db-notes': '664' })
})

test.skipIf(process.platform === 'win32')('a store that is opened for reading keeps the rights that it has', async () => {
  const folder = newFolder()
  await openAndWrite(join(folder, 'read.db'))
  chmodSync(join(folder, 'read.db'), 0o640)
  await openAndWrite(join(folder, 'read.db'), true)
  expect(modesIn(folder)['read.db']).toBe('640')
})
