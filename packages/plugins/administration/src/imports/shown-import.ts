import type { importLinesContract, shownImport } from '@tenure/core/administration'
import type { z } from 'zod'

/** An import of the history. */
export type ShownImport = z.output<typeof shownImport>
/** A line of an import. */
export type ImportedLine = z.output<typeof importLinesContract.output>['lines'][number]
