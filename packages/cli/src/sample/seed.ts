import { readFile, rm, writeFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { type Host, type Importer, type ImportRecord, type ImportRow, TenureError } from '@tenure/core'
import { runJobContract, saveWorkspaceContract } from '@tenure/core/administration'
import { getValue } from '@tenure/core/contract'
import { activateProfileContract, saveProfileContract, scoreProfilesContract } from '@tenure/core/health'
import { archiveRecordContract, saveSettingsContract } from '@tenure/core/page'
import { type ImportFiles, runImport } from '@tenure/import'
import { furnish } from './furnish/furnish.js'
import { handOut } from './furnish/hand-out.js'
import { isHalfSeeded, markOf, needsSample } from './half-seeded.js'
import { administratorId } from './row/people.js'
import { sampleData } from './sample-data.js'
import { sampleId, sampleSource } from './sample-row.js'
import { sampleProfile } from './score-profile.js'

/**
 * Fills an empty store with sample data; a store with records is left unchanged. If a kill left the store half filled, it is filled up with
 * the dates of the day on which that started.
 */
export async function seedSample(host: Host, data: string, today: string): Promise<void> {
  if (!needsSample(host, data)) return
  const mark = markOf(data)
  const day = isHalfSeeded(data) ? await readFile(mark, 'utf8') : today
  await writeFile(mark, day)
  // The score comes after all records: once it is there, they are, and what it keeps is no longer imported.
  if ((await findScore(host.as(administratorId))) === undefined) {
    await importSample(host, day)
    await archiveSome(host, day)
  }
  await setUp(host)
  await handOut(host)
  await rm(mark)
}

/** Takes the sample of that day in, as one import that can be undone; gives its run. */
export async function importSample(host: Pick<Host, 'importer'>, today: string): Promise<ImportRecord> {
  const { extensions, rows, earlier } = sampleData(today)
  const importer = host.importer(sampleSource)
  await importer.extend(extensions)
  const record = await importer.begin()
  const past = await importEarlier(importer, record, earlier)
  const files: ImportFiles = {
    types: [...new Set(rows.map(({ type }) => type))],
    ids: [],
    unused: new Map(),
    gives: () => false,
    async *read() {
      for (const [at, row] of rows.entries())
        yield { type: row.type, file: 'sample', lines: [{ line: at + 1, row }], columnsOf: () => [], done: at / rows.length }
    },
  }
  await runImport(
    files,
    { run: asNew(importer.run, past), begin: async () => record },
    {
      batch,
      onReported: ({ type, reason }) => {
        throw new TenureError('internal.invariant', `A ${type} of the sample data was refused: ${reason}`, {
          invariant: 'sample data are valid',
        })
      },
    },
  )
  return record
}

/** Taking it out reads a batch again for each part of it. */
const batch = 250
type Earlier = ReturnType<typeof sampleData>['earlier']
/** Imports how the records were before; the keys of those that it made. */
async function importEarlier(importer: Importer, { group }: ImportRecord, earlier: Earlier): Promise<ReadonlySet<string>> {
  const made = new Set<string>()
  for (const { at, rows } of earlier)
    for (let from = 0; from < rows.length; from += batch)
      for (const { row, result } of await importer.run(rows.slice(from, from + batch), { at, group }))
        if (result === 'created') made.add(keyOf(row))
  return made
}
// A record that is new by its past is new, and not updated.
function asNew(run: Importer['run'], made: ReadonlySet<string>): Importer['run'] {
  return async (rows, options) => {
    const outcomes = await run(rows, options)
    return outcomes.map((outcome) =>
      made.has(keyOf(outcome.row)) && ['updated', 'unchanged'].includes(outcome.result) ? { ...outcome, result: 'created' } : outcome,
    )
  }
}
function keyOf({ type, externalId }: ImportRow): string {
  return `${type} ${externalId}`
}

// The name of the workspace and its currency, as an administrator sets them, and the renewals that are due. After a kill they may be there.
async function setUp(host: Pick<Host, 'as'>): Promise<void> {
  const administrator = host.as(administratorId)
  const general = { name: 'Northbeam', description: 'Customer success of Northbeam', teams: [] }
  await administrator.act(saveWorkspaceContract, { workspace: 'main', values: general, version: '0', move: [] })
  await administrator.act(saveSettingsContract, { section: 'tenure.core/currency', values: { currency: 'EUR' }, version: '0' })
  await activateScore(administrator)
  await furnish(host)
  await administrator.act(runJobContract, { job: 'tenure.revenue/renewals' })
}

// After a kill it may be there already, as a draft or active.
async function activateScore(administrator: ReturnType<Host['as']>): Promise<void> {
  const own = await findScore(administrator)
  if (own?.state === 'active') return
  const { id, version } = own ?? (await draftScore(administrator))
  const outcome = await administrator.act(activateProfileContract, { profile: id, version, alerts: false })
  // On a busy machine it goes on after its answer was given up.
  if (!outcome.ok && !(await isActiveSoon(administrator))) getValue(outcome)
}
/** The profile of the sample, if it is there and may be seen. */
async function findScore(administrator: ReturnType<Host['as']>) {
  const outcome = await administrator.read(scoreProfilesContract)
  return outcome.ok ? outcome.value.profiles.find(({ definition }) => definition.name === sampleProfile.name) : undefined
}
async function isActiveSoon(administrator: ReturnType<Host['as']>): Promise<boolean> {
  for (let second = 0; second < 60; second++) {
    await setTimeout(1000)
    if ((await findScore(administrator))?.state === 'active') return true
  }
  return false
}
async function draftScore(administrator: ReturnType<Host['as']>): Promise<{ readonly id: string; readonly version: string }> {
  const { profile, version } = getValue(await administrator.act(saveProfileContract, { definition: sampleProfile, alerts: false }))
  return { id: profile, version }
}

// The import knows no archive: the administrator archives them, as in any workspace. After a kill some are archived already.
async function archiveSome(host: Pick<Host, 'as'>, today: string): Promise<void> {
  for (const key of sampleData(today).archived)
    await host.as(administratorId).act(archiveRecordContract, { type: 'company', id: sampleId(key) })
}
