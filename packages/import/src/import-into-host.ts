import type { Host } from '@tenure/core'
import type { ImportFiles } from './import-files.js'
import { type ImportRunOptions, type ImportSummary, runImport } from './import-run.js'
import { toExtensions } from './mapping/extensions.js'
import { invalidMapping } from './mapping/mapping.js'
import type { Mapping } from './mapping/mapping-schema.js'
import { schemaIssues } from './mapping/schema-checks.js'
import { readHere } from './records-here.js'

/** Imports the files, after adding the object types of the mapping. Errors: `input.invalid` where the mapping names what the account does not have. */
export async function importFiles(
  host: Pick<Host, 'importer'>,
  mapping: Mapping,
  files: ImportFiles,
  options: ImportRunOptions,
): Promise<ImportSummary> {
  const importer = host.importer(mapping.source)
  const extensions = toExtensions(mapping)
  const issues = schemaIssues(mapping, importer.types(extensions))
  if (issues.length > 0) throw invalidMapping(issues)
  if (extensions.length > 0) await importer.extend(extensions)
  return runImport(files, importer, { here: await readHere(mapping, importer), ...options })
}
