import { createHash } from 'node:crypto'
import { memory } from '@tenure/memory'
import { createFakeClock } from '@tenure/testing'
import { expect, test } from 'vitest'
import { silentLog } from '../../base/log.js'
import type { StorageAdapter } from '../../storage/adapter.js'
import { restoreWorkspace } from './restore-workspace.js'

const io = { signal: new AbortController().signal }
const types = [
  {
    name: 'company',
    properties: [
      { name: 'name', kind: 'string' },
      { name: 'size', kind: 'number' },
    ],
  },
  { name: 'deal', properties: [{ name: 'name', kind: 'string' }] },
]
const head = { tenure: 'export', version: 1 }
const schema = { types, edges: [] }
const company = (id: string, values = {}, more = {}) => ({ type: 'company', id, version: '1', values, ...more })
const by = { source: 'user' }

/** An export of these lines, with the last line that fits them, or another. */
function textOf(lines: readonly unknown[], counts: { readonly records?: number; readonly purged?: number } = {}): string {
  const text = [head, schema, ...lines].map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('')
  const purged = lines.filter((line) => typeof line === 'object' && line !== null && 'purged' in line).length
  const sha256 = createHash('sha256').update(text).digest('hex')
  return `${text}${JSON.stringify({ end: { records: lines.length - purged, purged, ...counts, sha256 } })}\n`
}
async function* bytesOf(text: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield typeof text === 'string' ? new TextEncoder().encode(text) : text
}
async function open(): Promise<StorageAdapter> {
  const storage = memory()
  await storage.open({ clock: createFakeClock(0), log: silentLog, signal: io.signal })
  return storage
}
const restore = async (text: string | Uint8Array) => restoreWorkspace(await open(), bytesOf(text), io)
const messageOf = async (text: string | Uint8Array) =>
  restore(text).then(
    () => 'restored',
    (error: { readonly code: string; readonly message: string }) => `${error.code}: ${error.message}`,
  )
const line = (at: number, what: string) => `input.invalid: Line ${at} of the export cannot be read. ${what} Nothing was imported.`
const changed = 'input.invalid: The export was changed: its last line does not fit what comes before it. Nothing was imported.'

test('[SDK-11] an import says how many records it brought in, by object type', async () => {
  const records = [company('c1', { name: 'A' }), company('c2'), { ...company('d1'), type: 'deal' }, { purged: ['company', 'c9'] }]
  expect(await restore(textOf(records))).toEqual({ records: 3, types: { company: 2, deal: 1 } })
  expect(await restore(textOf([]))).toEqual({ records: 0, types: {} })
})

test('[SDK-11] more records than one page are brought in whole, with what is purged among them', async () => {
  const storage = await open()
  const companies = Array.from({ length: 1_001 }, (_, at) => company(`c${String(at).padStart(4, '0')}`, { size: at }))
  const text = textOf([...companies, { purged: ['company', 'gone'] }])
  expect(await restoreWorkspace(storage, bytesOf(text), io)).toEqual({ records: 1_001, types: { company: 1_001 } })
  const kept: string[] = []
  const purged: string[] = []
  for await (const page of storage.backup?.read(io) ?? []) {
    kept.push(...page.records.map(({ ref }) => ref.id))
    purged.push(...(page.purged ?? []).map(({ id }) => id))
  }
  expect([kept, purged]).toEqual([companies.map(({ id }) => id), ['gone']])
})

test('[SDK-11] a line that cannot be read is named by its number and what is wrong with it', async () => {
  expect(await messageOf(textOf([company('c1'), '{"type":']))).toBe(line(4, 'It is not JSON: the file was changed, or it breaks off here.'))
  expect(await messageOf('{"tenure":"other","version":1}\n')).toBe(line(1, 'It does not have the form of an export at tenure.'))
  expect(await messageOf('5\n')).toBe(line(1, 'It does not have the form of an export.'))
  expect(await messageOf('{"tenure":"export","version":0}\n')).toBe(line(1, 'It does not have the form of an export at version.'))
  const bad = { ...schema, types: [{ ...types[0], properties: [{ name: 'name', kind: 'colour' }] }] }
  expect(await messageOf(`${JSON.stringify(head)}\n${JSON.stringify(bad)}\n`)).toBe(
    line(2, 'It does not have the form of an export at types.0.properties.0.kind.'),
  )
})

test('[SDK-11] types, properties and values that the export does not name are refused, in the past of a record too', async () => {
  const unknown = { ...company('p1'), type: 'contact' }
  const past = (set: object) => [{ version: '1', at: 1, by, set }]
  expect(await messageOf(textOf([unknown]))).toBe(line(3, 'It is of contact, an object type that the export does not name.'))
  expect(await messageOf(textOf([company('c1', { colour: 'red' })]))).toBe(line(3, 'company has no property colour.'))
  expect(await messageOf(textOf([company('c1', { size: 'big' })]))).toBe(line(3, 'The value of company.size is not of kind number.'))
  expect(await messageOf(textOf([company('c1', {}, { history: past({ size: 'big' }) })]))).toBe(
    line(3, 'The value of company.size is not of kind number.'),
  )
  expect(await messageOf(textOf([company('c1', { size: 2 }, { history: past({ size: 2 }) })]))).toBe('restored')
})

test('[SDK-11] an export of a later version asks for an update, one that is cut off or goes on is refused', async () => {
  expect(await messageOf('{"tenure":"export","version":2}\n')).toBe(
    'input.invalid: The export is of version 2, and this Tenure reads 1. Update Tenure first.',
  )
  const text = textOf([company('c1')])
  const lines = text.split('\n')
  const cut = (count: number) => `input.invalid: The export breaks off after line ${count}. Nothing was imported. Export it again.`
  expect(await messageOf('')).toBe(cut(0))
  expect(await messageOf(`${lines.slice(0, 1).join('\n')}\n`)).toBe(cut(1))
  expect(await messageOf(`${lines.slice(0, 3).join('\n')}\n`)).toBe(cut(3))
  const within = 'input.invalid: The export breaks off within a line. Nothing was imported. Export it again.'
  expect(await messageOf(text.slice(0, -1))).toBe(within)
  expect(await messageOf(`${text}{}\n`)).toBe('input.invalid: The export goes on after its last line. Nothing was imported.')
})

test('[SDK-11] the last line fits the number of records, of what was purged, and every byte before it', async () => {
  const lines = [company('c1', { name: 'A' }), { purged: ['company', 'c2'] }]
  expect(await messageOf(textOf(lines))).toBe('restored')
  expect(await messageOf(textOf(lines, { records: 2 }))).toBe(changed)
  expect(await messageOf(textOf(lines, { purged: 2 }))).toBe(changed)
  expect(await messageOf(textOf(lines).replace('"name":"A"', '"name":"B"'))).toBe(changed)
})

test('[SDK-11] bytes that are no UTF-8 are refused, and a sign at the start that marks it is no JSON', async () => {
  const noText = 'input.invalid: The export is not UTF-8: it was changed, or it is another file. Nothing was imported.'
  expect(await messageOf(Uint8Array.of(0xff, 0x0a))).toBe(noText)
  expect(await messageOf(Uint8Array.of(0xe2, 0x82))).toBe(noText)
  expect(await messageOf(`\ufeff${textOf([])}`)).toBe(line(1, 'It is not JSON: the file was changed, or it breaks off here.'))
})

test('[SDK-11] a store without a backup is named', async () => {
  const { backup: _, ...storage } = await open()
  await expect(restoreWorkspace(storage, bytesOf(''), io)).rejects.toMatchObject({
    problem: {
      code: 'storage.refused',
      message: 'The store memory cannot take an export: it has no backup.',
      details: { capability: 'backup' },
    },
  })
})
