import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StorageAdapter } from '@tenure/core/adapter'
import { storageSuite } from '@tenure/testing'
import { afterAll, describe, test, vi } from 'vitest'
import { tunedSqlite } from '../sqlite.js'

const folder = mkdtempSync(join(tmpdir(), 'tenure-readers-'))
vi.setConfig({ testTimeout: 120_000 })
const files = new Map<unknown, string>()

function openFile(file: string): StorageAdapter {
  const adapter = tunedSqlite({ file, synchronous: 'normal' }, { fewRows: 0, fuseMs: 0 })
  files.set(adapter, file)
  return adapter
}

describe('[SEC-17] where every query runs in a process of its own', () => {
  storageSuite.run(
    { open: () => openFile(join(folder, `${files.size}.db`)), restart: (adapter) => openFile(files.get(adapter) ?? '') },
    test,
  )
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
