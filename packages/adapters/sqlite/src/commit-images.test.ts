import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Change, type IO, silentLog, type Values } from '@tenure/core/adapter'
import { createFakeClock } from '@tenure/testing'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { sqlite } from './sqlite.js'

const io: IO = { signal: new AbortController().signal }
const clock = createFakeClock('2026-06-30T12:00:00Z')
const ref = { type: 'company', id: 'c1' }
const properties = ['name', 'city'].map((name) => ({ name, kind: 'string' as const }))

/** A store with one company, and its file. */
async function openStore() {
  const folder = mkdtempSync(join(tmpdir(), 'tenure-images-'))
  const file = join(folder, 'store.db')
  const store = sqlite({ file })
  await store.open({ clock, log: silentLog, signal: io.signal })
  await store.schema?.apply({ types: [{ name: ref.type, properties }], edges: [] }, io)
  const commit = async (write: 'create' | 'patch', values: Values): Promise<Change | undefined> => {
    const result = await store.commit({ atomic: true, at: clock.now(), actor: { source: 'system' }, writes: [{ write, ref, values }] }, io)
    return result.ok ? result.changes?.[0] : undefined
  }
  await commit('create', { name: 'Acme', city: 'Basel' })
  const close = async (): Promise<void> => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { store, file, commit, [Symbol.asyncDispose]: close }
}

test('[ST56] a commit starts from what the one before it left, whatever was read before both', async () => {
  await using opened = await openStore()
  await opened.store.read([ref], io)
  expect(await opened.commit('patch', { city: 'Bern' })).toMatchObject({ before: { city: 'Basel' }, version: '2' })
  expect(await opened.commit('patch', { name: 'Contoso' })).toMatchObject({ before: { name: 'Acme', city: 'Bern' }, version: '3' })
})

test('[ST56] a commit does not start from what was read before another connection wrote', async () => {
  await using opened = await openStore()
  await opened.commit('patch', { name: 'Contoso' })
  await opened.store.read([ref], io)
  const other = new Database(opened.file)
  other.prepare("UPDATE company SET city = 'Bern', version = 7").run()
  other.close()
  expect(await opened.commit('patch', { name: 'Acme' })).toMatchObject({ before: { name: 'Contoso', city: 'Bern' }, version: '8' })
})
