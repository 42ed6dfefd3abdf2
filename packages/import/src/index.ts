export type { CsvRecord } from './csv/csv-parser.js'
export type { CsvOptions, CsvPiece, UnreadLines } from './csv/csv-reader.js'
export { readCsv, unreadText } from './csv/csv-reader.js'
export { toInstant } from './csv/zoned-time.js'
export type { FileSource } from './file-source.js'
export { type ColumnGuess, type FileSample, type GuessedPlan, guessPlan, readingFor } from './guess/guess-plan.js'
export type { ValueGuess } from './guess/guess-values.js'
export { readSample } from './guess/read-sample.js'
export { matchingPipeline, type ToMappingOptions, toMapping } from './guess/to-mapping.js'
export { type ImportFiles, type ImportLine, type ImportPiece, openImport } from './import-files.js'
export { importFiles } from './import-into-host.js'
export { sayProgress } from './import-progress.js'
export {
  type ImportCounts,
  type ImportProgress,
  type ImportRunOptions,
  type ImportSummary,
  type ReportedLine,
  runImport,
  type SettledLine,
  type UnreadPart,
} from './import-run.js'
export { toExtensions } from './mapping/extensions.js'
export { invalidMapping, parseMapping, pathText } from './mapping/mapping.js'
export type { FileMapping, Mapping, PropertyMapping, TypeMapping } from './mapping/mapping-schema.js'
export { schemaIssues } from './mapping/schema-checks.js'
export { memorySource } from './memory-source.js'
export { nothingHere, type RecordsHere, readHere } from './records-here.js'
export type { Fault } from './row-reader.js'
