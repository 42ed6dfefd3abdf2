import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { getPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import type { ReaderRequest } from './read-job.js'
import { died, Reader } from './reader.js'

const folder = mkdtempSync(join(tmpdir(), 'tenure-reader-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const program = join(folder, 'program.mjs')
// It answers each job with the file that it reads and its own priority, hangs at `next`, and ends where the file says so.
writeFileSync(
  program,
  `import { getPriority } from 'node:os'
if (process.argv[2] === 'ends') process.exit(3)
process.on('message', (request) => {
  if ('next' in request) return
  if (request.job.statements[0].sql === 'end') process.exit(3)
  process.send({ results: [[[process.argv[2], getPriority(), process.execArgv.length, String(request.job.statements[0].values[0])]]] })
})
process.on('disconnect', () => process.exit())
`,
)
const readers: Reader[] = []
afterEach(() => {
  for (const reader of readers.splice(0)) reader.kill()
})
function start(file = 'store.db', from = program) {
  const gone: Reader[] = []
  const reader = new Reader(from, file, (each) => gone.push(each))
  readers.push(reader)
  return { reader, gone }
}
const ask = (sql: string, value: unknown = null): ReaderRequest => ({ job: { statements: [{ sql, values: [value as number] }] } })

test('a reader answers one request after the other, of its file, and gives way to this process', async () => {
  const { reader, gone } = start()
  const priority = Math.max(5, getPriority())
  expect(await reader.ask(ask('read', -0))).toEqual({ results: [[['store.db', priority, 0, '0']]] })
  expect(await reader.ask(ask('read'))).toEqual({ results: [[['store.db', priority, 0, 'null']]] })
  expect(await reader.ask(ask('read', 7n))).toEqual({ results: [[['store.db', priority, 0, '7']]] })
  expect([typeof reader.pid, gone]).toEqual(['number', []])
})

test('a request is refused where the process is killed meanwhile, and each later one too', async () => {
  const { reader, gone } = start()
  const answer = expect(reader.ask({ next: true })).rejects.toBe(died)
  reader.kill()
  await answer
  expect(gone).toEqual([reader])
  await expect(reader.ask(ask('read'))).rejects.toBe(died)
  reader.kill()
  expect(gone).toEqual([reader])
})

test('a process that ends by itself refuses its request and is gone', async () => {
  const { reader, gone } = start()
  await expect(reader.ask(ask('end'))).rejects.toBe(died)
  expect(gone).toEqual([reader])
  const ended = start('ends')
  await vi.waitFor(() => expect(ended.gone).toEqual([ended.reader]), { timeout: 30_000 })
})
