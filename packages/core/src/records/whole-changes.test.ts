import { expect, test } from 'vitest'
import type { Values } from '../schema/value.js'
import type { Change, IO, StorageAdapter, StoredRecord } from '../storage/adapter.js'
import { Draft, type DraftRecord } from './draft.js'
import { wholeChanges } from './whole-changes.js'

const io: IO = { signal: new AbortController().signal }
const batch = { at: 7, actor: { source: 'user', user: 'anna' } } as const
const company = (id: string) => ({ type: 'company', id })
const contact = (id: string) => ({ type: 'contact', id })
const stored = (id: string, version: string, values: Values, more: Partial<StoredRecord> = {}): StoredRecord => ({
  ref: company(id),
  version,
  values,
  ...more,
})

/** A draft over a store that says of its changes what is given, and holds these records. */
function draftOf(images: 'both' | 'after' | undefined, ...records: readonly StoredRecord[]) {
  const adapter = { kind: 'acme', capabilities: { versions: true, ...(images && { images }) } } as unknown as StorageAdapter
  const draft = new Draft(adapter, io)
  draft.adopt(records)
  const set = (id: string, change: Partial<DraftRecord>) => Object.assign(draft.find(company(id)) ?? {}, change)
  return { adapter, draft, set }
}
const patch = (more: Partial<Change> = {}): Change => ({
  ref: company('c1'),
  change: 'patch',
  version: '2',
  at: 7,
  changed: ['city'],
  ...more,
})

test('[SDK-9] a store that gives both images is believed', () => {
  const { adapter, draft } = draftOf('both', stored('c1', '1', { city: 'Graz' }))
  const changes = [patch()]
  expect(wholeChanges(adapter, draft, batch, { ok: true, records: [stored('c1', '2', { city: 'Rome' })], changes })).toBe(changes)
})

test('[SDK-9] an image that the store leaves out is that of the draft before it, and of the stored record after it', () => {
  const { adapter, draft } = draftOf('after', stored('c1', '1', { city: 'Graz' }))
  const records = [stored('c1', '2', { city: 'Rome' })]
  const whole = (change: Change) => wholeChanges(adapter, draft, batch, { ok: true, records, changes: [change] })
  expect(whole(patch())).toEqual([patch({ before: { city: 'Graz' }, after: { city: 'Rome' } })])
  expect(whole(patch({ before: { city: 'Oslo' }, after: { city: 'Bonn' } }))).toEqual([
    patch({ before: { city: 'Oslo' }, after: { city: 'Bonn' } }),
  ])
  expect(Object.keys(whole(patch({ ref: company('other') }))[0] ?? {})).toEqual(['ref', 'change', 'version', 'at', 'changed'])
})

test('[REC-10] an archived record has no image, before or after', () => {
  const { adapter, draft } = draftOf('after', stored('c1', '1', { city: 'Graz' }, { archivedAt: 3 }), stored('c2', '1', { city: 'Rome' }))
  const records = [stored('c1', '2', { city: 'Graz' }), stored('c2', '2', { city: 'Rome' }, { archivedAt: 7 })]
  const changes = [patch({ change: 'restore' }), patch({ ref: company('c2'), change: 'archive' })]
  expect(wholeChanges(adapter, draft, batch, { ok: true, records, changes }).map(({ before, after }) => [before, after])).toEqual([
    [undefined, { city: 'Graz' }],
    [{ city: 'Rome' }, undefined],
  ])
})

test('[SDK-9] where the store names no changes, they are worked out from the draft and what is stored', () => {
  const { adapter, draft, set } = draftOf(
    'both',
    stored('c1', '1', { name: 'Northwind', city: 'Graz', domain: 'n.example' }),
    stored('c2', '4', { name: 'Contoso' }),
    stored('c3', '5', { name: 'Fabrikam' }),
    stored('c4', '6', { name: 'Not stored' }),
  )
  set('c2', { archive: 'archive', archived: true })
  draft.create(company('new'), { name: 'New' })
  const records = [
    stored('c1', '2', { name: 'Nordwind', city: 'Rome', domain: 'n.example', phone: '1' }),
    stored('c2', '5', { name: 'Contoso' }, { archivedAt: 7 }),
    stored('c3', '5', { name: 'Fabrikam' }),
    stored('new', '1', { name: 'New' }),
  ]
  expect(wholeChanges(adapter, draft, batch, { ok: true, records })).toEqual([
    {
      ...{ ref: company('c1'), change: 'patch', version: '2', ...batch, changed: ['city', 'name', 'phone'] },
      before: { city: 'Graz', name: 'Northwind', domain: 'n.example' },
      after: { name: 'Nordwind', city: 'Rome', domain: 'n.example', phone: '1' },
    },
    { ref: company('c2'), change: 'archive', version: '5', ...batch, changed: [], before: { name: 'Contoso' } },
    { ref: company('new'), change: 'create', version: '1', ...batch, changed: ['name'], after: { name: 'New' } },
  ])
})

test('[SDK-9] a value that was taken away is changed, one that is equal in its parts is not', () => {
  const amount = () => ({ amount: '1', currency: 'EUR' })
  const { adapter, draft } = draftOf('both', stored('c1', '1', { city: 'Graz', arr: amount(), phone: null }))
  const [change] = wholeChanges(adapter, draft, batch, { ok: true, records: [stored('c1', '2', { arr: amount() })] })
  expect([change?.change, change?.changed]).toEqual(['patch', ['city']])
})

test('[SDK-9] links that the store does not name are worked out for both ends, with labels, and with those that are gone', async () => {
  const { adapter, draft } = draftOf('both', stored('c1', '1', { name: 'Northwind' }), {
    ...stored('p1', '1', { name: 'Pia' }),
    ref: contact('p1'),
  })
  const along = { edge: 'works-at', forward: true, name: 'company', to: 'company', label: 'Company', single: false } as never
  draft.unlink(along, contact('p1'), company('c1'), undefined)
  draft.unlink(along, contact('c1'), company('p1'), 'of others')
  await draft.link(along, contact('p1'), company('c1'), 'primary', undefined)
  const records = [stored('c1', '2', { name: 'Northwind' }), { ...stored('p1', '2', { name: 'Pia' }), ref: contact('p1') }]
  const changes = wholeChanges(adapter, draft, batch, { ok: true, records })
  const gone = { edge: 'works-at', gone: true } as const
  const primary = { edge: 'works-at', label: 'primary' }
  const [from, to] = [
    { forward: true, other: company('c1') },
    { forward: false, other: contact('p1') },
  ]
  expect(changes.map(({ ref, change, linked }) => ({ ref, change, linked }))).toEqual([
    {
      ref: company('c1'),
      change: 'link',
      linked: [
        { ...gone, ...to },
        { ...primary, ...to },
      ],
    },
    {
      ref: contact('p1'),
      change: 'link',
      linked: [
        { ...gone, ...from },
        { ...primary, ...from },
      ],
    },
  ])
})
