import { z } from 'zod'
import { defineActionContract } from '../action.js'
import { defineProviderContract } from '../provider.js'
import { importPlan } from './import-plan.js'

const id = z.string().min(1).max(200)
const permission = 'settings.manage'
const counts = { created: z.int(), updated: z.int(), unchanged: z.int(), rejected: z.int(), skipped: z.int() }
const option = z.strictObject({ name: z.string(), label: z.string() })

/** What files can become here: object types that the user may import, with properties and associations. */
export const importOfferContract = defineProviderContract({
  id: 'tenure.imports/offer',
  title: 'What can be imported',
  description: 'Object types that files can become, and how large a file may be.',
  permission,
  output: z.strictObject({
    maxBytes: z.int(),
    types: z.array(
      option.extend({
        plural: z.string(),
        title: z.string(),
        hasStages: z.boolean(),
        /** No property can be added to it. */
        isFixed: z.boolean(),
        properties: z.array(option.extend({ kind: z.string() })),
        links: z.array(option.extend({ type: z.string() })),
      }),
    ),
  }),
})

/** Looks at uploaded files and proposes what each column becomes. */
export const analyseImportContract = defineActionContract({
  id: 'tenure.imports/analyse',
  title: 'Look at files',
  description: 'Reads the beginning of uploaded CSV files and proposes what each column becomes. Nothing is stored.',
  permission,
  input: z.strictObject({ uploads: z.array(id).min(1).max(20) }),
  output: z.strictObject({
    plan: importPlan,
    files: z.array(
      z.strictObject({
        file: z.string(),
        bytes: z.int(),
        lines: z.int(),
        /** The beginning of each column: a few different values. */
        columns: z.array(z.strictObject({ column: z.string(), samples: z.array(z.string()), kind: z.string(), confidence: z.number() })),
      }),
    ),
  }),
})

const fault = z.strictObject({ column: z.string().exactOptional(), value: z.string().exactOptional(), reason: z.string() })
const line = z.strictObject({ file: z.string(), line: z.int(), title: z.string().exactOptional(), faults: z.array(fault) })

/** Does all that an import would do, and stores nothing. */
export const checkImportContract = defineActionContract({
  id: 'tenure.imports/check',
  title: 'Dry run',
  description: 'Says what would become of each line of the uploaded files. Nothing is stored.',
  permission,
  input: z.strictObject({ plan: importPlan }),
  output: z.strictObject({
    ...counts,
    lines: z.int(),
    notLinked: z.int(),
    byType: z.record(z.string(), z.strictObject(counts)),
    /** What is wrong, the most frequent first; `values` are the first different ones that it is about. */
    causes: z.array(
      z.strictObject({
        file: z.string(),
        column: z.string().exactOptional(),
        cause: z.string(),
        count: z.int(),
        rejects: z.boolean(),
        values: z.array(z.string()),
      }),
    ),
    /** The first lines that would be rejected. */
    wrong: z.array(line),
    /** The plan as a mapping for the command line, as JSON. */
    mapping: z.string(),
    tookMs: z.int(),
  }),
})

/** Starts an import. */
export const startImportContract = defineActionContract({
  id: 'tenure.imports/start',
  title: 'Import files',
  description: 'Imports uploaded files as the plan says, with your rights and under your name. It goes on after the answer.',
  permission,
  input: z.strictObject({ plan: importPlan }),
  output: z.strictObject({ run: z.string() }),
})

/** An import as the history shows it. */
export const shownImport = z.strictObject({
  run: z.string(),
  name: z.string(),
  user: z.string().exactOptional(),
  group: z.string(),
  state: z.enum(['running', 'paused', 'done', 'cancelled', 'failed']),
  ...counts,
  notLinked: z.int(),
  lines: z.int(),
  total: z.int(),
  startedAt: z.int(),
  endedAt: z.int().exactOptional(),
  problem: z.string().exactOptional(),
  /** How far taking it back has come: how many changes are taken back, and how many stay. */
  undo: z
    .strictObject({
      state: z.enum(['running', 'done', 'cancelled', 'failed']),
      done: z.int(),
      total: z.int().exactOptional(),
      kept: z.int(),
      left: z.int(),
      failed: z.int(),
    })
    .exactOptional(),
  /** When all of it had been taken back. */
  undoneAt: z.int().exactOptional(),
  /** Whether its lines can still be looked at. */
  kept: z.boolean(),
})

/** Imports, the latest first. */
export const importHistoryContract = defineProviderContract({
  id: 'tenure.imports/history',
  title: 'Imports',
  description: 'The latest imports that you may see: who imported what, and what became of the lines.',
  permission,
  output: z.array(shownImport),
})

/** Some lines of an import. */
export const importLinesContract = defineProviderContract({
  id: 'tenure.imports/lines',
  title: 'Lines of an import',
  description: 'Lines of one import with a certain result, at most 200. Rejected ones say why.',
  permission,
  input: z.strictObject({ run: id, result: z.enum(['created', 'updated', 'rejected']) }),
  output: z.strictObject({
    total: z.int(),
    lines: z.array(
      line.extend({ type: z.string(), id: z.string().exactOptional(), cells: z.record(z.string(), z.string()).exactOptional() }),
    ),
  }),
})

/** Stops an import for a while, goes on with it, ends it, or takes all of it back. */
export const steerImportContract = defineActionContract({
  id: 'tenure.imports/steer',
  title: 'Pause, continue, cancel or undo an import',
  description:
    'A paused import goes on at the next line. What a cancelled one has done stays, and can be undone. Undoing takes the whole import back; a long undo goes on after the answer, and the history says how far it is.',
  permission,
  input: z.strictObject({ run: id, to: z.enum(['pause', 'continue', 'cancel', 'undo']) }),
  output: z.strictObject({ done: z.int(), kept: z.int() }),
})

/** Imports one rejected line with other values. */
export const mendLineContract = defineActionContract({
  id: 'tenure.imports/mend',
  title: 'Mend a line',
  description: 'Imports one rejected line with the values given here. It belongs to the same import and is undone with it.',
  permission,
  input: z.strictObject({ run: id, file: z.string().max(500), line: z.int(), cells: z.record(z.string(), z.string().max(262_144)) }),
  output: z.strictObject({ result: z.enum(['created', 'updated', 'unchanged', 'rejected', 'skipped']), faults: z.array(fault) }),
})

/** The rejected lines of an import as CSV, with the reason in a last column. */
export const rejectedCsvContract = defineActionContract({
  id: 'tenure.imports/rejected-csv',
  title: 'Rejected lines as CSV',
  description: 'The rejected lines of one file of an import as they were, each with its reason: mend them and import the file again.',
  permission,
  input: z.strictObject({ run: id }),
  output: z.strictObject({ files: z.array(z.strictObject({ name: z.string(), text: z.string() })) }),
})
