import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { storedSource } from './desk/stored-source.js'
import type { FileSource } from './file-source.js'
import { memorySource } from './memory-source.js'

const bytes = new TextEncoder().encode('a,b\n1,2\n')
function sources(): Readonly<Record<string, readonly [source: FileSource, refusal: string]>> {
  const path = join(mkdtempSync(join(tmpdir(), 'tenure-source-')), 'kept')
  writeFileSync(path, bytes)
  return {
    memory: [
      memorySource(
        new Map([
          ['a.csv', bytes],
          ['b.csv', bytes],
        ]),
      ),
      'There is no file ../kept. It has a.csv, b.csv.',
    ],
    stored: [storedSource(new Map([['a.csv', path]])), 'The file ../kept is not part of this import.'],
  }
}

test.each(Object.entries(sources()))(
  '[SEC-9] a source (%s) gives size and bytes by name, and leads nowhere by any other',
  async (_, [source, message]) => {
    expect(await source.size('a.csv')).toBe(bytes.length)
    const read = async (name: string) => {
      const all: number[] = []
      for await (const chunk of source.read(name)) all.push(...chunk)
      return all
    }
    expect(await read('a.csv')).toEqual([...bytes])
    const problem = { code: 'input.invalid', message, details: { issues: [{ path: ['file'], message }] } }
    await expect(source.size('../kept')).rejects.toMatchObject({ problem })
    await expect(read('../kept')).rejects.toMatchObject({ problem })
  },
)
