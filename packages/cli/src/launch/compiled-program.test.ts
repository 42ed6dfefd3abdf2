import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { runCompiled } from './compiled-program.js'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenure-compiled-'))
  file = join(folder, 'program.cjs')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const writeProgram = (says: string): void =>
  writeFileSync(
    file,
    `(function(exports,require,module,__filename,__dirname){
      exports.says = () => ${JSON.stringify(says)} + require('node:path').basename(__filename) + __dirname.length
    })`,
  )
const says = (): string => runCompiled<{ says(): string }>(file).says()
const expected = (text: string): string => `${text}program.cjs${folder.length}`
/** What the program kept, once it has answered under that path. */
async function keptAfter(path: string): Promise<Buffer | undefined> {
  const server = createServer((_request, response) => response.end('{}'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  await (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`)).text()
  server.close()
  return kept()
}
function kept(): Buffer | undefined {
  return readdirSync(folder).includes('program.cjs.v8') ? readFileSync(`${file}.v8`) : undefined
}

test('what was compiled is kept after the first answer to someone who is signed in, and only its owner can read it', async () => {
  writeProgram('first ')
  expect(says()).toBe(expected('first '))
  expect(await keptAfter('/index.html')).toBeUndefined()
  expect(await keptAfter('/api/sign-in')).toBeUndefined()
  await keptAfter('/api/read/tenure.customers/list-rows')
  await vi.waitFor(() => expect(kept()).toBeDefined())
  expect(statSync(`${file}.v8`).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder).sort()).toEqual(['program.cjs', 'program.cjs.v8'])
})

test('code that fits is used and stays; code that was damaged, or is of another program, is replaced', async () => {
  const answer = async (): Promise<Buffer> => {
    await keptAfter('/api/read/x')
    return vi.waitFor(() => kept() ?? Promise.reject(new Error('Nothing is kept yet.')))
  }
  writeProgram('first ')
  says()
  const good = await answer()

  // Of this it is not known what it would do.
  const damaged = Buffer.from(good)
  damaged[good.length >> 1] = (good[good.length >> 1] ?? 0) ^ 0xff
  writeFileSync(`${file}.v8`, damaged)
  expect(says()).toBe(expected('first '))
  await keptAfter('/api/read/x')
  await vi.waitFor(() => expect(kept()?.equals(damaged)).toBe(false))

  const before = statSync(`${file}.v8`).ino
  expect(says()).toBe(expected('first '))
  await keptAfter('/api/read/x')
  expect(statSync(`${file}.v8`).ino).toBe(before)

  // As long as the one before, so that V8 itself would take the old code.
  writeProgram('other ')
  utimesSync(file, 1_000, 1_000)
  expect(says()).toBe(expected('other '))
  await keptAfter('/api/read/x')
  await vi.waitFor(() => expect(statSync(`${file}.v8`).ino).not.toBe(before))
  expect(says()).toBe(expected('other '))
})

test('where nothing can be kept, the program runs all the same and leaves nothing behind', async () => {
  writeProgram('first ')
  mkdirSync(`${file}.v8`)
  expect(says()).toBe(expected('first '))
  await keptAfter('/api/read/x').catch(() => undefined)
  await vi.waitFor(() => expect(readdirSync(folder).sort()).toEqual(['program.cjs', 'program.cjs.v8']))
})
