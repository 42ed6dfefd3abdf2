import { chmodSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSecretKey } from './secret-key.js'

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'tenure-key-'))

test('[SEC-12] the first start makes a key that only its owner may read, and each later start finds it', async () => {
  const data = newFolder()
  const keys = await Promise.all([readSecretKey(data, {}), readSecretKey(data, {})])
  expect(keys[0]).toMatch(/^[\w-]{43}$/)
  expect(keys[1]).toBe(keys[0])
  expect(await readSecretKey(data, {})).toBe(keys[0])
  expect(readdirSync(data)).toEqual(['secret-key'])
  expect(statSync(join(data, 'secret-key')).mode & 0o777).toBe(0o600)
  expect(await readSecretKey(newFolder(), {})).not.toBe(keys[0])
})

test('[SEC-12] a file that others may read is refused, with what to do', async () => {
  for (const mode of [0o640, 0o604, 0o620]) {
    const data = newFolder()
    await readSecretKey(data, {})
    chmodSync(join(data, 'secret-key'), mode)
    await expect(readSecretKey(data, {})).rejects.toMatchObject({ code: 'config.invalid', message: expect.stringContaining('chmod 600') })
  }
})

test('[SEC-12] the environment goes before the file, which is then not made', async () => {
  const data = newFolder()
  expect(await readSecretKey(data, { TENURE_SECRET_KEY: 'from the environment' })).toBe('from the environment')
  expect(readdirSync(data)).toEqual([])
  writeFileSync(join(data, 'secret-key'), 'another\n', { mode: 0o600 })
  expect(await readSecretKey(data, { TENURE_SECRET_KEY: '' })).toBe('another')
  expect(readFileSync(join(data, 'secret-key'), 'utf8')).toBe('another\n')
})
