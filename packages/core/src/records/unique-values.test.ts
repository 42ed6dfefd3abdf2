import { expect, test } from 'vitest'
import type { SchemaDefinition } from '../schema/definition.js'
import type { Values } from '../schema/value.js'
import type { IO, StorageAdapter, StoredRecord } from '../storage/adapter.js'
import { Draft } from './draft.js'
import type { ListQuery } from './read-records.js'
import { checkUnique } from './unique-values.js'

const io: IO = { signal: new AbortController().signal }
const email = { name: 'email', label: 'E-mail', kind: 'string', unique: true }
const schema = new Map(
  ['user', 'team'].map((name) => [name, { name, properties: [{ name: 'name', label: 'Name', kind: 'string' }, email] }]),
) as unknown as SchemaDefinition
const stored = (id: string, values: Values, type = 'user'): StoredRecord => ({ ref: { type, id }, version: '1', values })

/** Checks what was drafted over a store that holds these records; answers the problem, or what was looked up. */
async function check(held: readonly StoredRecord[], fill: (draft: Draft) => void): Promise<unknown> {
  const draft = new Draft({ kind: 'acme', capabilities: { versions: true } } as unknown as StorageAdapter, io)
  const asked: ListQuery[] = []
  // As the core reads: a test of text folds it, and archived records are asked for by themselves.
  const list = async (query: ListQuery): Promise<readonly StoredRecord[]> => {
    const property = `${query.type}.email`
    expect(query).toMatchObject({ select: ['email'], where: { test: 'is', property } })
    if (query.archived === undefined) asked.push(query)
    const value = String((query.where as { readonly value?: unknown } | undefined)?.value).toLowerCase()
    return held.filter(
      ({ ref, values, archivedAt }) =>
        ref.type === query.type &&
        String(values['email']).toLowerCase() === value &&
        (archivedAt === undefined ? query.archived === undefined : query.archived === 'only'),
    )
  }
  fill(draft)
  const problem = await checkUnique(draft, schema, { read: async () => [], list }).catch((error: { readonly problem: unknown }) => error)
  return problem === undefined ? asked.length : (problem as { readonly problem: unknown }).problem
}
const taken = { code: 'record.taken', message: 'The value of E-mail is taken. Choose another one.', details: { property: 'email' } }
const change = (draft: Draft, record: StoredRecord, values: Values, more = {}) => {
  draft.adopt([record])
  Object.assign(draft.find(record.ref) ?? {}, { values, ...more })
}
const ada = stored('ada', { name: 'Ada', email: 'ada@example.com' })
const ben = stored('ben', { name: 'Ben', email: 'ben@example.com' })

test('[SDK-9] where the store does not look, a unique value that another record has is taken', async () => {
  const named =
    (address: string, type = 'user') =>
    (draft: Draft) => {
      draft.create({ type, id: 'new' }, { name: 'Ada', email: address })
    }
  expect(await check([ada], named('ada@example.com'))).toEqual(taken)
  expect(await check([ada], named('new@example.com'))).toBe(1)
  expect(await check([ada], named('ada@example.com', 'team'))).toBe(1)
  expect(await check([ada], named('ada@example.com', 'unknown'))).toBe(0)
  expect(await check([ada, ben], (draft) => change(draft, ben, { ...ben.values, email: 'ada@example.com' }))).toEqual(taken)
})

test('[SDK-9] unique values are compared as they are written, and an archived record keeps its own', async () => {
  const named = (address: string) => (draft: Draft) => {
    draft.create({ type: 'user', id: 'new' }, { name: 'Ada', email: address })
  }
  expect(await check([ada], named('ADA@example.com'))).toBe(1)
  expect(await check([{ ...ada, archivedAt: 5 }], named('ada@example.com'))).toEqual(taken)
  expect(await check([{ ...ada, archivedAt: 5 }], named('Ada@example.com'))).toBe(1)
})

test('[SDK-9] nothing is looked up for a value that is missing or stays, or for a record that is archived', async () => {
  expect(await check([ada], (draft) => change(draft, ada, { ...ada.values, name: 'Ada L.' }))).toBe(0)
  expect(await check([ada], (draft) => change(draft, ada, { name: 'Ada', email: null }))).toBe(0)
  expect(await check([ada], (draft) => change(draft, ben, { email: 'ada@example.com' }, { archived: true }))).toBe(0)
  expect(await check([ada], (draft) => draft.create({ type: 'user', id: 'new' }, { name: 'Ada' }))).toBe(0)
})

test('[SDK-9] a record of the same batch gives a value up, or takes it', async () => {
  const swap = (draft: Draft) => {
    change(draft, ada, { ...ada.values, email: 'ben@example.com' })
    change(draft, ben, { ...ben.values, email: 'ada@example.com' })
  }
  expect(await check([ada, ben], swap)).toBe(2)
  const twice = (type: string) => (draft: Draft) => {
    draft.create({ type: 'user', id: 'n1' }, { email: 'new@example.com' })
    draft.create({ type, id: 'n2' }, { email: 'new@example.com' })
  }
  expect(await check([], twice('user'))).toEqual(taken)
  expect(await check([], twice('team'))).toBe(2)
})
