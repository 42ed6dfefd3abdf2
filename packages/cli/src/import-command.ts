import { copyFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Host, TenureError } from '@tenure/core'
import type { Command } from './arguments.js'
import { toExtensions } from './import/extensions.js'
import { openImport } from './import/import-files.js'
import { type ImportSummary, runImport } from './import/import-run.js'
import { parseMapping } from './import/mapping.js'
import type { Mapping } from './import/mapping-schema.js'
import { openReport } from './import/rejected-report.js'
import { openHost, storeFile } from './open-host.js'
import type { Terminal } from './terminal.js'

const maxMappingBytes = 1_000_000

/** Runs `tenure import`: checks everything first, takes the lines in, says what became of them. */
export async function importCommand(options: Extract<Command, { command: 'import' }>, terminal: Terminal): Promise<void> {
  const mapping = await readMapping(options.mapping)
  const files = await openImport(mapping, options.folder)
  for (const [file, columns] of files.unused) terminal.say(`${file}: the mapping does not use ${columns.join(', ')}.`)
  await using place = options.dryRun ? await copyOf(options.data) : { data: options.data, [Symbol.asyncDispose]: async () => {} }
  await using host = await openHost(place.data)
  using report = openReport(
    options.report ??
      join(options.dryRun ? await mkdtemp(join(tmpdir(), 'tenure-report-')) : options.data, `rejected-${mapping.source}.csv`),
  )
  const summary = await importFiles(host, mapping, files, { dryRun: options.dryRun, onRejected: (rejected) => report.add(rejected) })
  terminal.out(options.json ? JSON.stringify(summary) : toTable(summary, options.dryRun))
  if (report.count > 0) terminal.say(`What was left out is named in ${report.file}.`)
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

/** Imports the files, after adding the object types of the mapping. */
export async function importFiles(
  host: Host,
  mapping: Mapping,
  files: Awaited<ReturnType<typeof openImport>>,
  options: Parameters<typeof runImport>[2],
): Promise<ImportSummary> {
  const importer = host.importer(mapping.source)
  const extensions = toExtensions(mapping)
  if (extensions.length > 0) await importer.extend(extensions)
  return runImport(files, importer, options)
}

// A dry run works on a copy, so that it meets the very records and object types that the run would meet.
async function copyOf(data: string): Promise<{ readonly data: string } & AsyncDisposable> {
  const copy = await mkdtemp(join(tmpdir(), 'tenure-dry-run-'))
  if ((await stat(storeFile(data)).catch(() => undefined)) !== undefined) {
    // Opened and closed once: nobody else writes, and all that was written is in the one file.
    await (await openHost(data))[Symbol.asyncDispose]()
    await copyFile(storeFile(data), storeFile(copy))
  }
  return { data: copy, [Symbol.asyncDispose]: () => rm(copy, { recursive: true, force: true }) }
}

function toTable({ objectTypes }: ImportSummary, dryRun: boolean): string {
  const rows = Object.entries(objectTypes).map(([type, { created, updated, unchanged, rejected }]) =>
    [type, created, updated, unchanged, rejected].map(String),
  )
  const lines = [['', 'created', 'updated', 'unchanged', 'rejected'], ...rows]
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
