import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { copySqlite } from './copy-sqlite.js'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenure-copy-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a copy is one state of a store that another goes on writing, and leaves that store as it is', async () => {
  const [file, target] = [join(folder, 'store.db'), join(folder, 'copy.db')]
  const store = new Database(file)
  store.pragma('journal_mode = WAL')
  store.exec('CREATE TABLE note (at INTEGER)')
  const write = store.prepare('INSERT INTO note (at) VALUES (?)')
  write.run(1)
  const copying = copySqlite(file, target)
  write.run(2)
  await copying
  write.run(3)
  const copy = new Database(target, { readonly: true })
  const copied = copy.prepare('SELECT at FROM note ORDER BY at').pluck().all()
  expect([[1], [1, 2]]).toContainEqual(copied)
  expect(store.prepare('SELECT count(*) FROM note').pluck().get()).toBe(3)
  copy.close()
  store.close()
})

test('what cannot be copied is refused with both files and the reason, and no store appears in its place', async () => {
  const [missing, target] = [join(folder, 'missing.db'), join(folder, 'never.db')]
  const { problem, cause } = await copySqlite(missing, target).catch((error) => error)
  expect([problem.code, problem.details, cause.code]).toEqual(['storage.failed', { transient: false }, 'SQLITE_CANTOPEN'])
  expect(problem.message).toBe(`${missing} cannot be copied to ${target}: unable to open database file.`)
  expect([existsSync(missing), existsSync(target)]).toEqual([false, false])
  const store = new Database(join(folder, 'there.db'))
  store.exec('CREATE TABLE note (at INTEGER)')
  store.close()
  await expect(copySqlite(join(folder, 'there.db'), join(folder, 'no', 'folder.db'))).rejects.toMatchObject({ code: 'storage.failed' })
})
