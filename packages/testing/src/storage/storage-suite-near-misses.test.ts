import type { Write } from '@tenure/core/adapter'
import type { BackupOps, KeptPage, KeptRecord } from '@tenure/core/backup'
import { vi } from 'vitest'
import { findAll, type Inner } from './test-mutants.js'

vi.setConfig({ testTimeout: 60_000 })

// Stores that get nearly everything right: what each of them loses is seen only by a check that looks for it.

findAll({
  'a backup leaves values out': { caughtBy: ['74', '75'], fault: (inner) => backupReads(inner, (record) => ({ ...record, values: {} })) },
  'a backup leaves the past out as it is read': {
    caughtBy: ['74', '75'],
    fault: (inner) => backupReads(inner, (record) => ({ ...record, history: [] })),
  },
  'a backup leaves links out as it is read': {
    caughtBy: ['74'],
    fault: (inner) => backupReads(inner, (record) => ({ ...record, links: [] })),
  },
  'a backup forgets labels': {
    caughtBy: ['74'],
    fault: (inner) => backupReads(inner, (record) => ({ ...record, links: record.links.map(({ label: _, ...link }) => link) })),
  },
  'a backup forgets what is archived': {
    caughtBy: ['74'],
    fault: (inner) => backupReads(inner, ({ archivedAt: _, ...record }) => record),
  },
  'a backup forgets when a record was archived': {
    caughtBy: ['74'],
    fault: (inner) =>
      backupReads(inner, ({ archivedAt, ...record }) => ({ ...record, ...(archivedAt !== undefined && { archivedAt: 1 }) })),
  },
  'a backup has the first version of each record': {
    caughtBy: ['74'],
    fault: (inner) => backupReads(inner, (record) => ({ ...record, version: '1' })),
  },
  'a backup forgets groups': {
    caughtBy: ['74'],
    fault: (inner) => backupReads(inner, (record) => ({ ...record, history: record.history.map(({ group: _, ...entry }) => entry) })),
  },
  'a backup has the newest of the past first': {
    caughtBy: ['74'],
    fault: (inner) => backupReads(inner, (record) => ({ ...record, history: record.history.toReversed() })),
  },
  'a backup leaves a record out': {
    caughtBy: ['74'],
    fault: (inner) => backupReads(inner, (record) => (record.ref.id === 'b2' ? undefined : record)),
  },
  'a backup leaves a type out': {
    caughtBy: ['74'],
    fault: (inner) => backupReads(inner, (record) => (record.ref.type === 'part' ? undefined : record)),
  },
  'a backup forgets which ids are taken as it is read': {
    caughtBy: ['74'],
    fault: (inner) => backupPages(inner, ({ records }) => ({ records })),
  },
  'a newer version is accepted': {
    caughtBy: ['15'],
    fault: (inner) => accepts(inner, (expect, version) => Number(expect) >= Number(version)),
  },
  'versions are compared as text, and newer ones accepted': {
    caughtBy: ['15'],
    fault: (inner) => accepts(inner, (expect, version) => /^\d+$/.test(expect) && expect >= version),
  },
  'versions are compared as numbers': {
    caughtBy: ['15'],
    fault: (inner) => accepts(inner, (expect, version) => Number(expect) === Number(version)),
  },
  'an empty version is none': { caughtBy: ['15'], fault: (inner) => accepts(inner, (expect) => expect === '') },
  'restoring does not look at the version': {
    caughtBy: ['15'],
    fault: (inner) => accepts(inner, (_, __, { write }) => write === 'restore'),
  },
  'linking what is linked does not look at the version': {
    caughtBy: ['15'],
    fault: (inner) => ({
      commit: async (batch, io) => {
        const [write] = batch.writes
        const ends = write?.write === 'link' ? ((await inner.links?.read([write.ref], write.edge, true, io))?.[0] ?? []) : []
        return write?.write === 'link' && ends.some(({ id }) => id === write.to.id)
          ? { ok: true, records: [], changes: [] }
          : inner.commit(batch, io)
      },
    }),
  },
})

// Writes whose `expect` is good enough for the fault find the version that they name.
function accepts(inner: Inner, isEnough: (expect: string, version: string, write: Write) => boolean): Partial<Inner> {
  return {
    commit: async (batch, io) => {
      const found = await inner.read(
        batch.writes.map(({ ref }) => ref),
        io,
      )
      const writes = batch.writes.map((write, at): Write => {
        const version = found[at]?.version
        const isFound = write.expect !== undefined && version !== undefined && isEnough(write.expect, version, write)
        return isFound ? { ...write, expect: version } : write
      })
      return inner.commit({ ...batch, writes }, io)
    },
  }
}
function backupReads(inner: Inner, change: (record: KeptRecord) => KeptRecord | undefined): Partial<Inner> {
  return backupPages(inner, (page) => ({ ...page, records: page.records.flatMap((record) => change(record) ?? []) }))
}
function backupPages(inner: Inner, change: (page: KeptPage) => KeptPage): Partial<Inner> {
  const read: BackupOps['read'] = async function* (io) {
    for await (const page of inner.backup?.read(io) ?? []) yield change(page)
  }
  return inner.backup === undefined
    ? {}
    : { backup: { read, restore: (pages, io) => inner.backup?.restore(pages, io) ?? Promise.resolve() } }
}
