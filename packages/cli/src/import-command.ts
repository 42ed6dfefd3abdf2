import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TenureError } from '@tenure/core'
import {
  type ImportSummary,
  importFiles,
  invalidMapping,
  type Mapping,
  openImport,
  parseMapping,
  sayProgress,
  schemaIssues,
  toExtensions,
  unreadText,
} from '@tenure/import'
import { folderSource, type ImportReport, openReport } from '@tenure/import/files'
import { copySqlite } from '@tenure/sqlite'
import type { Command } from './arguments.js'
import { openHost, storeFile } from './open-host.js'
import type { Terminal } from './terminal.js'

const maxMappingBytes = 1_000_000
/** A data folder that is thrown away. */
interface PassingFolder extends AsyncDisposable {
  readonly data: string
}

/** Runs `tenure import`: checks everything first, takes the lines in, says what became of them. Whether all of the files was read. */
export async function importCommand(options: Extract<Command, { command: 'import' }>, terminal: Terminal): Promise<boolean> {
  const mapping = await readMapping(options.mapping)
  const files = await openImport(mapping, folderSource(options.folder))
  for (const [file, columns] of files.unused) terminal.say(`${file}: the mapping does not use ${columns.join(', ')}.`)
  if (!options.dryRun && !existsSync(storeFile(options.data))) await checkForNewStore(mapping)
  await using place = options.dryRun ? await copyOf(options.data) : { data: options.data, [Symbol.asyncDispose]: async () => {} }
  await using host = await openHost(place.data)
  using report = openReport(
    options.report ??
      join(options.dryRun ? await mkdtemp(join(tmpdir(), 'tenure-report-')) : options.data, `rejected-${mapping.source}.csv`),
  )
  const summary = await importFiles(host, mapping, files, {
    onReported: (line) => report.add(line),
    onProgress: sayProgress((text) => terminal.say(text)),
  })
  const { group, ...counted } = summary
  terminal.out(options.json ? JSON.stringify(options.dryRun ? counted : summary) : toTable(summary, options.dryRun))
  if (!options.json && !options.dryRun) terminal.out(`To take it back: tenure undo ${group}`)
  for (const line of problemsOf(summary, report)) terminal.say(line)
  return summary.unread.length === 0 && !summary.cancelled
}

// A mapping that is refused leaves no store behind: a store that is thrown away says what a new one would refuse.
async function checkForNewStore(mapping: Mapping): Promise<void> {
  await using place = await passingFolder()
  await using host = await openHost(place.data, 'normal')
  const issues = schemaIssues(mapping, host.importer(mapping.source).types(toExtensions(mapping)))
  if (issues.length > 0) throw invalidMapping(issues)
}

/** What a person should know of an import beside its counts. */
export function problemsOf(
  { unread, notLinked, kept, cancelled }: ImportSummary,
  report: Pick<ImportReport, 'count' | 'file'>,
): readonly string[] {
  return [
    ...(cancelled ? ['The import was cancelled. What it had done stays, and can be undone.'] : []),
    ...unread.map((part) => `${part.file}: ${unreadText(part)}`),
    ...(notLinked > 0 ? [`Links that found no record, and were not made: ${notLinked}.`] : []),
    ...(kept > 0 ? [`Values and links that a person changed here since the last import, and that stayed: ${kept}.`] : []),
    ...(report.count > 0 ? [`What was left out is named in ${report.file}.`] : []),
  ]
}

/** A mapping file. Errors: `input.invalid`, with the place that is wrong. */
export async function readMapping(file: string): Promise<Mapping> {
  const size = await stat(file).then(
    ({ size }) => size,
    () => undefined,
  )
  if (size === undefined) throw unreadable(file, 'There is no such file.')
  if (size > maxMappingBytes) throw unreadable(file, `It is larger than ${maxMappingBytes} bytes.`)
  const text = (await readFile(file, 'utf8')).replace(/^\ufeff/, '')
  try {
    return parseMapping(JSON.parse(text))
  } catch (error) {
    if (error instanceof SyntaxError) throw unreadable(file, `It is not JSON: ${error.message}.`)
    throw error
  }
}

// A dry run imports into a copy that is thrown away: it does what the run would do, so it counts what the run would count.
async function copyOf(data: string): Promise<PassingFolder> {
  const copy = await passingFolder()
  if (existsSync(storeFile(data))) await copySqlite(storeFile(data), storeFile(copy.data))
  return copy
}
async function passingFolder(): Promise<PassingFolder> {
  const data = await mkdtemp(join(tmpdir(), 'tenure-dry-run-'))
  return { data, [Symbol.asyncDispose]: () => rm(data, { recursive: true, force: true }) }
}

function toTable({ objectTypes }: ImportSummary, dryRun: boolean): string {
  const rows = Object.entries(objectTypes).map(([type, { created, updated, unchanged, rejected, skipped }]) =>
    [type, created, updated, unchanged, rejected, skipped].map(String),
  )
  const lines = [['', 'created', 'updated', 'unchanged', 'rejected', 'skipped'], ...rows]
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? []
  const table = lines.map((line) =>
    line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '),
  )
  return [...table, ...(dryRun ? ['A dry run: nothing was written.'] : [])].join('\n')
}
function unreadable(file: string, why: string): TenureError {
  const message = `The mapping ${file} cannot be read. ${why}`
  return new TenureError('input.invalid', message, { issues: [{ path: [], message }] })
}
