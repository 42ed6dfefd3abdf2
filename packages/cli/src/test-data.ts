import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type TestAPI, test } from 'vitest'

const root = fileURLToPath(new URL('../../..', import.meta.url))
/** Folder of the public data sets: `TENURE_DATA`, by default beside the repository. */
export const dataFolder = process.env['TENURE_DATA'] ?? join(root, '../shared/data')

/** A test over one of the data sets; where the set is absent it counts as skipped, by name. */
export function testWith(set: string): TestAPI | TestAPI['skip'] {
  return existsSync(join(dataFolder, set)) ? test : test.skip
}
/** Folder of the mappings that come with the repository. */
export const mappingFolder = join(root, 'examples/import')
