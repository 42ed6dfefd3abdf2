import { type Host, isTenureError, type Json, type Outcome, type PluginUse, TenureError, type UserId, use } from '@tenure/core'
import {
  analyseImportContract,
  cancelSampleContract,
  checkImportContract,
  importHistoryContract,
  importLinesContract,
  importOfferContract,
  mendLineContract,
  type RowsDesk,
  rejectedCsvContract,
  sampleContract,
  startImportContract,
  steerImportContract,
  takeSampleInContract,
  takeSampleOutContract,
} from '@tenure/core/administration'
import { getValue, values } from '@tenure/core/contract'
import { runContract, runsContract } from '@tenure/core/page'
import { definePlugin, implementAction, implementProvider } from '@tenure/core/plugin'
import { auditTime, combineLatest, filter, from, map, type Observable, of, startWith, switchMap, throttleTime } from 'rxjs'
import type { z } from 'zod'
import type { ImportDesk } from './import-desk.js'
import type { ImportUndo, JobState } from './import-job.js'
import type { JournalLine } from './import-journal.js'

/** What the plugin of imports is made of. */
export interface ImportPluginOptions {
  readonly host: Host
  readonly desk: ImportDesk
  /** Sample data that the page offers; without them there is nothing to take in or out. */
  readonly sample?: SampleData
}
/** Sample data as rows that come in and go as one. */
export interface SampleData {
  readonly rows: RowsDesk
  /** How many customers they have. */
  readonly customers: number
  /** What the rows are made from at a start: such as the day around which they lie. */
  input(): Json
}

/** Takes files of users who may import, for a server; what it refuses is not kept. */
export function importUploads({ host, desk }: Pick<ImportPluginOptions, 'host' | 'desk'>) {
  return {
    async take(
      user: UserId,
      name: string,
      bytes: AsyncIterable<Uint8Array>,
    ): Promise<Outcome<{ readonly id: string; readonly name: string; readonly bytes: number }>> {
      const offer = await host.as(user).read(importOfferContract)
      if (!offer.ok) return offer
      try {
        const upload = await desk.uploads.take(user, name, bytes)
        return { ok: true, value: { id: upload.id, name: upload.name, bytes: upload.bytes } }
      } catch (error) {
        if (isTenureError(error)) return { ok: false, problem: error.problem }
        throw error
      }
    },
  }
}

const tickMs = 250
const mostLines = 200

/** The contracts of imports over a desk. Rights to a run are those of its record: its user and super admins see it. */
export function importPlugin({ host, desk, sample }: ImportPluginOptions): PluginUse {
  const demandRun = async (user: UserId, run: string): Promise<void> => void getValue(await host.as(user).read(runContract, { run }))
  return use(
    definePlugin({
      id: 'tenure.imports',
      version: '0.1.0',
      host: '1.0',
      contributes: [
        offer(host, desk),
        implementAction(analyseImportContract, { run: ({ session, input }) => analyse(desk, session.user, input.uploads) }),
        implementAction(checkImportContract, {
          run: async ({ session, input }) => {
            const began = performance.now()
            const { counts, causes, mapping, rejected, byType, ...checked } = await desk.check(session.user, input.plan, session.timeZone)
            return {
              ...checked,
              ...counts,
              byType: { ...byType },
              causes: causes.map((cause) => ({ ...cause, values: [...cause.values] })),
              wrong: [...rejected],
              mapping: `${JSON.stringify(mapping, undefined, 2)}\n`,
              tookMs: Math.round(performance.now() - began),
            }
          },
        }),
        implementAction(startImportContract, {
          run: async ({ session, input }) => ({ run: await desk.start(session.user, input.plan, session.timeZone) }),
        }),
        history(host, desk),
        lines(desk, demandRun),
        implementAction(steerImportContract, {
          run: async ({ session, input }) => {
            await demandRun(session.user, input.run)
            return desk.steer(session.user, input.run, input.to)
          },
        }),
        implementAction(mendLineContract, {
          run: async ({ session, input: { run, cells, ...place } }) => {
            await demandRun(session.user, run)
            return desk.mend(session.user, run, place, cells)
          },
        }),
        implementAction(rejectedCsvContract, {
          run: async ({ session, input }) => {
            await demandRun(session.user, input.run)
            return { files: await desk.rejectedCsv(input.run) }
          },
        }),
        ...sampleParts(sample),
      ],
    }),
  )
}

function sampleParts(sample: SampleData | undefined) {
  const demand = (): SampleData => {
    if (sample !== undefined) return sample
    throw new TenureError('record.not-found', 'This workspace has no sample data to take in.', { record: { type: 'run', id: 'sample' } })
  }
  const watch = (user: UserId): Observable<z.output<typeof sampleContract.output>> =>
    sample === undefined
      ? of({ customers: 0, isIn: false })
      : sample.rows.watch(user).pipe(
          throttleTime(tickMs, undefined, { leading: true, trailing: true }),
          map((state) => ({ customers: sample.customers, ...state })),
        )
  return [
    implementProvider(sampleContract, { watch: ({ session }) => watch(session.user) }),
    implementAction(takeSampleInContract, {
      run: async ({ session }) => ({ run: await demand().rows.takeIn(session.user, demand().input()) }),
    }),
    implementAction(takeSampleOutContract, { run: async ({ session }) => ({ run: await demand().rows.takeOut(session.user) }) }),
    implementAction(cancelSampleContract, { run: ({ session }) => demand().rows.cancel(session.user) }),
  ]
}

function offer(host: Host, desk: ImportDesk) {
  return implementProvider(importOfferContract, {
    // An import may add properties, which the next one can name.
    watch: ({ session }) =>
      desk.changes.pipe(
        auditTime(tickMs),
        startWith(''),
        map(() => offerOf(host, desk, session.user)),
      ),
  })
}

// Types that the user may import: those of records that people work with, active ones, and users and teams for super admins.
function offerOf(host: Host, desk: ImportDesk, user: UserId) {
  const types = [...host.importerOf(user, 'csv').types().values()].filter(({ active }) => active)
  const names = new Set(types.map(({ name }) => name))
  return {
    maxBytes: desk.uploads.limits.maxBytes,
    types: types.map(({ name, label, plural, title, policy, properties, associations, pipelines }) => ({
      name,
      label,
      plural,
      title,
      hasStages: pipelines !== undefined,
      isFixed: policy !== undefined,
      properties: properties
        .filter(
          ({ name: own, computed, kind }) => (!computed || own === 'createdAt') && kind !== 'json' && own !== 'pipeline' && own !== 'stage',
        )
        .map(({ name: own, label: shown, kind }) => ({ name: own, label: shown, kind })),
      links: associations
        .filter(({ to }) => names.has(to))
        .map(({ name: own, label: shown, to }) => ({ name: own, label: shown, type: to })),
    })),
  }
}

async function analyse(desk: ImportDesk, user: UserId, uploads: readonly string[]) {
  const { plan, columns, files } = await desk.analyse(user, uploads)
  return {
    plan,
    files: files.map(({ sample: { file, rows, header }, bytes, lines: count }) => ({
      file,
      bytes,
      lines: count,
      columns: (columns.get(file) ?? []).map(({ column, values: { kind }, confidence }) => ({
        column,
        kind,
        confidence,
        samples: differentIn(rows, header.indexOf(column)),
      })),
    })),
  }
}
function differentIn(rows: readonly (readonly string[])[], at: number): string[] {
  const all = new Set(rows.map((row) => (row[at] ?? '').trim()).filter((value) => value !== ''))
  return [...all].slice(0, 3).map((value) => value.slice(0, 200))
}

function history(host: Host, desk: ImportDesk) {
  return implementProvider(importHistoryContract, {
    watch: ({ session }) => {
      const runs = host.as(session.user).watch(runsContract, { limit: 100 }).pipe(values())
      const changed = desk.changes.pipe(startWith(''), auditTime(tickMs), startWith(''))
      return combineLatest([runs, changed]).pipe(
        map(([all]) =>
          all
            .filter(({ kind }) => kind === 'import' || kind.startsWith('rows '))
            .map((run) => ({ ...shownRun(run), ...shownJob(desk.job(run.run)) })),
        ),
      )
    },
  })
}

type Run = z.output<typeof runsContract.output>[number]
function shownRun({ run, name, user, group, state, done, created = 0, left, failed, startedAt, endedAt, total }: Run) {
  const lines = done + failed
  return {
    run,
    name,
    group,
    state,
    created,
    updated: done - created,
    unchanged: 0,
    rejected: failed,
    skipped: 0,
    notLinked: left,
    lines,
    total: total ?? lines,
    startedAt,
    kept: false,
    ...(user !== undefined && { user }),
    ...(endedAt !== undefined && { endedAt }),
  }
}
function shownJob(job: JobState | undefined) {
  if (job === undefined) return {}
  const { counts, lines: read, total, state, notLinked, endedAt, problem, undo, undoneAt } = job
  const ended = {
    ...(endedAt !== undefined && { endedAt }),
    ...(problem !== undefined && { problem }),
    ...(undo !== undefined && { undo: shownUndo(undo) }),
    ...(undoneAt !== undefined && { undoneAt }),
  }
  return { ...counts, lines: read, total, state, notLinked, kept: true, ...ended }
}

function shownUndo({ run: _, user: __, ...undo }: ImportUndo) {
  return undo
}

function lines(desk: ImportDesk, demandRun: (user: UserId, run: string) => Promise<void>) {
  return implementProvider(importLinesContract, {
    watch: ({ session, input: { run, result } }) =>
      desk.changes.pipe(
        filter((each) => each === run),
        auditTime(tickMs),
        startWith(run),
        switchMap(() => from(demandRun(session.user, run).then(() => desk.lines(run, result)))),
        map((all) => ({
          total: all.length,
          lines: [...all]
            .sort((a, b) => a.line - b.line)
            .slice(0, mostLines)
            .map((line) => shownLine(line, desk.headerOf(run, line.file))),
        })),
      ),
  })
}
function shownLine({ file, line, type, id, title, faults, cells }: JournalLine, header: readonly string[]) {
  return {
    file,
    line,
    type,
    faults: faults.map((fault) => ({ ...fault })),
    ...(id !== undefined && { id }),
    ...(title !== undefined && { title }),
    ...(cells !== undefined && { cells: Object.fromEntries(header.map((column, at) => [column, cells[at] ?? ''])) }),
  }
}
