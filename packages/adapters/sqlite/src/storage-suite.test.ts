import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StorageAdapter } from '@tenure/core/adapter'
import { storageSuite } from '@tenure/testing'
import { afterAll, test, vi } from 'vitest'
import { tunedSqlite } from './sqlite.js'

const folder = mkdtempSync(join(tmpdir(), 'tenure-suite-'))
// Thousands of questions take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })
const files = new Map<unknown, string>()

function openFile(file: string): StorageAdapter {
  // Each query has a fuse, which holds; `reader-suite.test.ts` runs those without one, in a process.
  const adapter = tunedSqlite({ file, synchronous: 'normal' }, { fewRows: 0, fuseMs: 60_000 })
  files.set(adapter, file)
  return adapter
}

storageSuite.run(
  {
    open: () => openFile(join(folder, `${files.size}.db`)),
    restart: (adapter) => openFile(files.get(adapter) ?? ''),
  },
  test,
)
afterAll(() => rmSync(folder, { recursive: true, force: true }))
