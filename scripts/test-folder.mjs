// Global set-up of the tests. What they write lies in one temporary folder, which is removed when all of them have ended.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// Where `os.tmpdir()` looks, in this process and in those that tests start.
const names = ['TMPDIR', 'TEMP']

export default function setup() {
  // Each project of the tests calls this; the first one does it for all.
  if (process.env.TENURE_TMPDIR !== undefined) return undefined
  const before = names.map((name) => [name, process.env[name]])
  process.env.TENURE_TMPDIR = tmpdir()
  const folder = mkdtempSync(join(tmpdir(), 'tenure-tests-'))
  for (const name of names) process.env[name] = folder
  return () => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    // A watch that starts over sets up again.
    for (const [name, value] of [...before, ['TENURE_TMPDIR', undefined]]) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
}
