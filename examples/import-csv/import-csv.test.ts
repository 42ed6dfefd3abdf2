import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runCommandLine } from '@tenure/cli'
import { expect, onTestFinished, test } from 'vitest'

const here = fileURLToPath(new URL('.', import.meta.url))

test('[SDK-11] the mapping of the guide imports correct lines, reports the others, and changes nothing the second time', async () => {
  const data = mkdtempSync(join(tmpdir(), 'tenure-import-'))
  onTestFinished(() => rmSync(data, { recursive: true, force: true }))
  const told: string[] = []
  const said: string[] = []
  const terminal = { out: (text: string) => void told.push(text), say: (text: string) => void said.push(text) }
  const run = () => runCommandLine(['import', join(here, 'mapping.json'), here, '--data', data, '--json'], terminal)

  expect(await run()).toBe(0)
  expect(JSON.parse(told[0] ?? '').objectTypes).toEqual({
    user: { created: 1, updated: 0, unchanged: 0, rejected: 0, skipped: 0 },
    company: { created: 2, updated: 0, unchanged: 0, rejected: 2, skipped: 0 },
    contact: { created: 2, updated: 0, unchanged: 0, rejected: 2, skipped: 0 },
  })
  const report = readFileSync(join(data, 'rejected-handwritten.csv'), 'utf8')
  expect(report.replaceAll('\r', '')).toBe(readFileSync(join(here, 'rejected.expected.csv'), 'utf8'))

  expect(await run()).toBe(0)
  expect(JSON.parse(told[1] ?? '').objectTypes).toEqual({
    user: { created: 0, updated: 0, unchanged: 1, rejected: 0, skipped: 0 },
    company: { created: 0, updated: 0, unchanged: 2, rejected: 2, skipped: 0 },
    contact: { created: 0, updated: 0, unchanged: 2, rejected: 2, skipped: 0 },
  })
})
