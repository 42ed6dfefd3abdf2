// Global set-up of the tests. What they write lies in one temporary folder, which is removed when all of them have ended.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export default function setup() {
  // Each project of the tests calls this; the first one does it for all.
  if (process.env.TENURE_TMPDIR !== undefined) return undefined
  process.env.TENURE_TMPDIR = tmpdir()
  const folder = mkdtempSync(join(tmpdir(), 'tenure-tests-'))
  // Where `os.tmpdir()` looks, here and in the processes that tests start.
  for (const name of ['TMPDIR', 'TEMP']) process.env[name] = folder
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
