import { expect, test } from 'vitest'
import { importedProperty } from '../../access/internal-property.js'
import type { ObjectTypeDefinition } from '../../schema/definition.js'
import type { Change, HistoryEntry } from '../../storage/adapter.js'
import type { DraftRecord } from '../draft.js'
import { isChangedSince, type PastReader } from './past-values.js'

const ref = { type: 'company', id: 'acme' }
const change: Change = { ref, change: 'create', version: '1', at: 0, changed: ['name'] }
const names = ['name', importedProperty]
const type = { properties: names.map((name) => ({ name })) } as unknown as ObjectTypeDefinition
const later = (property: string): HistoryEntry => ({ property, value: 'b', before: 'a', at: 1, actor: { source: 'import' }, version: '2' })
function readerOf(entry: HistoryEntry): PastReader {
  const read = async (_: unknown, properties: readonly string[] | undefined) => [properties?.includes(entry.property) ? [entry] : []]
  return { history: { read }, io: { signal: new AbortController().signal }, own: new Set() }
}

test('[BEY-5] what a later import remembers of its file is no change that keeps a creation from being undone', async () => {
  const record = { values: {} } as DraftRecord
  expect(await isChangedSince(readerOf(later('name')), change, record, type)).toBe(true)
  expect(await isChangedSince(readerOf(later(importedProperty)), change, record, type)).toBe(false)
})
