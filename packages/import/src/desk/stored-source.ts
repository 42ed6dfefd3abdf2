import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { TenureError } from '@tenure/core'
import type { FileSource } from '../file-source.js'

/** Files that a table of names leads to: a name that it lacks leads nowhere, whatever it looks like (SEC-9). */
export function storedSource(paths: ReadonlyMap<string, string>): FileSource {
  const pathOf = (name: string): string => {
    const path = paths.get(name)
    if (path !== undefined) return path
    const message = `The file ${name} is not part of this import.`
    throw new TenureError('input.invalid', message, { issues: [{ path: ['file'], message }] })
  }
  return {
    size: async (name) => (await stat(pathOf(name))).size,
    async *read(name) {
      yield* createReadStream(pathOf(name), { highWaterMark: 2 ** 18 })
    },
  }
}
