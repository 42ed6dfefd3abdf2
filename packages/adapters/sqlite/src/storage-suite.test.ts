import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { storageSuite } from '@tenure/testing'
import { afterAll, test } from 'vitest'
import { sqlite } from './sqlite.js'

const folder = mkdtempSync(join(tmpdir(), 'tenure-suite-'))
let files = 0

storageSuite.run({ open: () => sqlite({ file: join(folder, `${files++}.db`) }) }, test)
afterAll(() => rmSync(folder, { recursive: true, force: true }))
