import type { UserImporter } from '@tenure/core'
import type { ImportPlan, PlanFile } from '@tenure/core/administration'
import { readCsv } from '../csv/csv-reader.js'
import type { FileSource } from '../file-source.js'
import { toMapping } from '../guess/to-mapping.js'
import { openImport } from '../import-files.js'
import { type ImportCounts, runImport } from '../import-run.js'
import { toExtensions } from '../mapping/extensions.js'
import { invalidMapping } from '../mapping/mapping.js'
import type { Mapping } from '../mapping/mapping-schema.js'
import { schemaIssues } from '../mapping/schema-checks.js'
import { readHere } from '../records-here.js'
import { dryImporter } from './dry-importer.js'
import { pageSource } from './import-job.js'
import { type LineCause, LineCauses, splitReason } from './line-causes.js'

/** Where the files of a plan come from, and with whose rights. */
export interface PlanPort {
  readonly importer: UserImporter
  readonly source: FileSource
  readonly zone: string
}
/** What an import would do. */
export interface CheckedPlan {
  readonly counts: ImportCounts
  readonly byType: Readonly<Record<string, ImportCounts>>
  readonly lines: number
  readonly notLinked: number
  readonly causes: readonly LineCause[]
  readonly rejected: readonly RejectedLine[]
  readonly mapping: Mapping
}
interface RejectedLine {
  readonly file: string
  readonly line: number
  readonly title?: string
  readonly faults: { readonly column?: string; readonly value?: string; readonly reason: string }[]
}

const mostRejected = 100
const mostStages = 50

/** The mapping that a plan says, checked against the object types. Errors: `input.invalid`. */
export async function compilePlan(plan: ImportPlan, { importer, source, zone }: PlanPort): Promise<Mapping> {
  const values = new Map<string, readonly string[]>()
  for (const file of plan.files)
    for (const column of columnsOfKinds(file)) values.set(`${file.file}\u0000${column}`, await valuesOf(source, file, column))
  const stages = (file: string, column: string): readonly string[] => values.get(`${file}\u0000${column}`) ?? []
  const files = plan.files.map((file) => ({
    ...file,
    columns: file.columns.map((column) => withOptions(column, stages(file.file, column.column))),
  }))
  const mapping = toMapping({ ...plan, files }, { source: pageSource, zone, types: importer.types(), stages })
  const issues = schemaIssues(mapping, importer.types(toExtensions(mapping)))
  if (issues.length > 0) throw invalidMapping(issues)
  return mapping
}

/** Does all that the import would do, and stores nothing. Errors: `input.invalid`. */
export async function checkPlan(plan: ImportPlan, port: PlanPort): Promise<CheckedPlan> {
  const mapping = await compilePlan(plan, port)
  const causes = new LineCauses()
  const rejected: RejectedLine[] = []
  const summary = await runImport(await openImport(mapping, port.source), dryImporter(port.importer, toExtensions(mapping)), {
    here: await readHere(mapping, port.importer),
    batch: 2000,
    onReported: (line) => causes.add(line),
    onSettled: ({ file, line, result, title, faults = [] }) => {
      if (result !== 'rejected' || rejected.length === mostRejected) return
      rejected.push({ file, line, ...(title !== undefined && { title }), faults: faults.map(toFault) })
    },
  })
  const all = Object.values(summary.objectTypes)
  const sum = (name: keyof ImportCounts): number => all.reduce((total, each) => total + each[name], 0)
  const counts = {
    created: sum('created'),
    updated: sum('updated'),
    unchanged: sum('unchanged'),
    rejected: sum('rejected'),
    skipped: sum('skipped'),
  }
  const lines = Object.values(counts).reduce((total, each) => total + each, 0)
  return { counts, byType: summary.objectTypes, lines, notLinked: summary.notLinked, causes: causes.causes, rejected, mapping }
}

/** A fault with the value apart from the reason. */
export function toFault({ column, reason }: { readonly column?: string; readonly reason: string }): RejectedLine['faults'][number] {
  const { cause, value } = splitReason(reason)
  return { ...(column !== undefined && { column }), ...(value !== undefined && { value }), reason: cause }
}

function columnsOfKinds({ columns }: PlanFile): readonly string[] {
  return columns
    .filter(({ becomes }) => becomes.to === 'stage' || (becomes.to === 'new' && becomes.kind === 'enumeration'))
    .map(({ column }) => column)
}
function withOptions(column: PlanFile['columns'][number], values: readonly string[]): PlanFile['columns'][number] {
  const isNew = column.becomes.to === 'new' && column.becomes.kind === 'enumeration'
  return isNew && column.options === undefined ? { ...column, options: [...values] } : column
}

// Different values of a column, in the order in which they come.
async function valuesOf(source: FileSource, { file, encoding, delimiter }: PlanFile, column: string): Promise<readonly string[]> {
  const values = new Set<string>()
  let at = -1
  for await (const { records } of readCsv(source.read(file), { encoding, delimiter })) {
    for (const { cells } of records) {
      if (at === -1) at = cells.indexOf(column)
      else if (at >= 0) values.add((cells[at] ?? '').trim())
      if (at === -1) return []
    }
    if (values.size > mostStages) break
  }
  values.delete('')
  return [...values].slice(0, mostStages)
}
