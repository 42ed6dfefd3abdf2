import { randomBytes, randomUUID } from 'node:crypto'
import { chmod, link, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { TenureError } from '@tenure/core'

/** The variable that has the key, where it is not in a file. */
const variable = 'TENURE_SECRET_KEY'
/** What others may do to a file: group and everyone. */
const others = 0o077

/**
 * The key from which secrets of webhooks follow (SEC-12): from the environment, or from a file in the data folder that only its owner may read, which
 * the first start makes. Errors: `config.invalid` where others may read the file.
 */
export async function readSecretKey(data: string, env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const given = env[variable]
  if (given !== undefined && given !== '') return given
  const file = join(data, 'secret-key')
  await makeKey(file)
  if (process.platform !== 'win32' && ((await stat(file)).mode & others) !== 0)
    throw new TenureError(
      'config.invalid',
      `Others than its owner may open ${file}, which has a secret: chmod 600 ${file}, or give the key by ${variable}.`,
      {
        plugin: 'tenure.cli',
        path: ['secret-key'],
      },
    )
  return (await readFile(file, 'utf8')).trim()
}

// Whole or not at all, and never over one that is there: a start that is killed leaves no half of a key.
async function makeKey(file: string): Promise<void> {
  const isThere = await stat(file).then(
    () => true,
    () => false,
  )
  if (isThere) return
  const draft = `${file}.${randomUUID()}`
  await writeFile(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 })
  await chmod(draft, 0o600)
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(draft)
}
