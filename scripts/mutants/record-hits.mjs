// Set-up of the traced run: after each test file, writes which mutants it passed.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach } from 'vitest'

const folder = process.env.TENURE_HITS
if (folder !== undefined) {
  const hits = new Set()
  let file
  globalThis.tenureHits = hits
  beforeEach(({ task }) => {
    file = task.file.filepath
  })
  afterAll(() => writeFileSync(join(folder, `${process.pid}-${Date.now()}.json`), JSON.stringify({ file, hits: [...hits] })))
}
