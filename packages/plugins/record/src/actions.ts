import type { Values } from '@tenure/core/contract'
import {
  archiveRecordContract,
  associateContract,
  createRecordContract,
  mergeRecordsContract,
  restoreRecordContract,
  unassociateContract,
  updateRecordContract,
  updateRecordsContract,
} from '@tenure/core/page'
import { type AnyWrites, implementAction } from '@tenure/core/plugin'
import { Writes } from './grants.js'

const uses = { writes: Writes }

/** Creates a record with its first associations. */
export const create = implementAction(createRecordContract, {
  uses,
  run: async ({ writes, input: { type, values, links } }) => {
    const id = writes.create(
      type,
      values as Values,
      links.map(({ association, id: to, label }) => ({ association, to, label })),
    )
    return { id, version: await versionOf(writes, id) }
  },
})

/** Changes properties of a record. */
export const update = implementAction(updateRecordContract, {
  uses,
  run: async ({ writes, input: { type, id, values, version, was } }) => {
    writes.update({ type, id }, values as Values, { version, was: was as Values | undefined })
    return { version: await versionOf(writes, id) }
  },
})

/** Changes several records together. */
export const updateMany = implementAction(updateRecordsContract, {
  uses,
  run: ({ writes, input: { type, records } }) => {
    for (const { id, values, was } of records) writes.update({ type, id }, values as Values, { was: was as Values | undefined })
    return { records: records.length }
  },
})

/** Takes a record out of views, counts and reports. */
export const archive = implementAction(archiveRecordContract, {
  uses,
  run: async ({ writes, input: { type, id, version } }) => {
    writes.archive({ type, id }, { version })
    return { version: await versionOf(writes, id) }
  },
})

/** Brings an archived record back. */
export const restore = implementAction(restoreRecordContract, {
  uses,
  run: async ({ writes, input: { type, id, version } }) => {
    writes.restore({ type, id }, { version })
    return { version: await versionOf(writes, id) }
  },
})

/** Merges another record of the type into a record. */
export const merge = implementAction(mergeRecordsContract, {
  uses,
  run: async ({ writes, input: { type, id, other, version, otherVersion } }) => {
    writes.merge({ type, id }, other, { version, other: otherVersion })
    return { version: await versionOf(writes, id) }
  },
})

/** Links two records. */
export const associate = implementAction(associateContract, {
  uses,
  run: ({ writes, input: { type, id, association, to, label } }) => writes.associate({ type, id }, { association, to, label }),
})

/** Takes a link between two records away. */
export const unassociate = implementAction(unassociateContract, {
  uses,
  run: ({ writes, input: { type, id, association, to, label } }) => writes.unassociate({ type, id }, { association, to, label }),
})

async function versionOf(writes: AnyWrites, id: string): Promise<string> {
  const records = await writes.commit()
  return records.find(({ ref }) => ref.id === id)?.version ?? '0'
}
