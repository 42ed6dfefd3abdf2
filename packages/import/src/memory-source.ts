import { TenureError } from '@tenure/core'
import type { FileSource } from './file-source.js'

/** Files that are in memory, by name. */
export function memorySource(files: ReadonlyMap<string, Uint8Array>): FileSource {
  const bytesOf = (name: string): Uint8Array => {
    const bytes = files.get(name)
    if (bytes !== undefined) return bytes
    const message = `There is no file ${name}. It has ${[...files.keys()].join(', ')}.`
    throw new TenureError('input.invalid', message, { issues: [{ path: ['file'], message }] })
  }
  return {
    size: async (name) => bytesOf(name).length,
    async *read(name) {
      yield bytesOf(name)
    },
  }
}
