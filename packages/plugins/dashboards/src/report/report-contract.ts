import { placeOutput } from '@tenure/core/block'
import { defineProviderContract, schemas } from '@tenure/core/contract'
import { reportDraftSchema, reportPictures, reportQuerySchema } from '@tenure/core/report'
import { z } from 'zod'

const permission = 'workspace.access'
// Summary shows reports too: to a super admin without a seat as well.
const onSummary = 'summary'
const value = z.union([z.string(), z.number(), z.boolean(), schemas.money, z.null()])

/** The most groups that a picture or a table of values has. */
export const mostGroups = 500
/** The most records that are listed behind a number. */
export const mostBehind = 500

/** The values of a report, as the viewer may see them: a row for each group and currency. */
export const valuesContract = defineProviderContract({
  id: 'tenure.dashboards/values',
  title: 'Values of a report',
  description:
    'What a report comes to: how many records there are and what their properties come to, by group, limited to what you may see. Amounts of several currencies are rows of their own and are never added.',
  permission: onSummary,
  input: z.strictObject({ query: reportQuerySchema }),
  output: z.strictObject({
    rows: z.array(
      z.strictObject({
        id: z.string(),
        /** The values of the groupings; `null` for records without one. */
        category: value,
        series: value,
        /** The measures, in their order. */
        m0: value,
        m1: value,
        m2: value,
        m3: value,
        /** How many records are behind it. */
        count: z.int(),
        /** Names the group to the list of the records behind it. */
        key: z.string(),
      }),
    ),
    /** How many records there are in all groups; of several values a record counts under each. */
    total: z.int(),
  }),
})
const behindInput = z.strictObject({ query: reportQuerySchema, key: z.string().max(5000).optional() })
/** The records behind one number of a report: as many as the number says, of which the first are listed. */
export const behindContract = defineProviderContract({
  id: 'tenure.dashboards/behind',
  title: 'Records behind a number',
  description: `The records of one group of a report, by the key of its row; without a key those of all groups. At most ${mostBehind} are listed; the total is exact.`,
  permission: onSummary,
  input: behindInput,
  output: z.strictObject({
    rows: z.array(z.looseObject({ id: z.string() })),
    total: z.int(),
    /** The real one where the report names a role. */
    objectType: z.string(),
  }),
})
/** The tab that lists the records behind one number of a report, with the filter and the order of the list; nothing where no tab lists exactly them. */
export const placeBehindContract = defineProviderContract({
  id: 'tenure.dashboards/place-behind',
  title: 'Tab of the records behind a number',
  description: 'Which of your tabs lists the records of one group of a report, and by which filter: exactly as many as the number says.',
  permission: onSummary,
  input: behindInput,
  output: placeOutput,
})
/** A report that is not saved, as it would be drawn, and which pictures can show it. */
export const drawnContract = defineProviderContract({
  id: 'tenure.dashboards/drawn',
  title: 'Drawn report',
  description:
    'The block that draws a report which is not saved yet; absent where it uses something that you may not see. Where the picture cannot show it, another one does.',
  permission,
  input: z.strictObject({ title: z.string().max(200), query: reportDraftSchema }),
  output: z.strictObject({
    block: schemas.block.optional(),
    /** The picture that is drawn. */
    picture: z.enum(reportPictures),
    /** Every picture, and why it cannot show this. */
    pictures: z.array(z.strictObject({ picture: z.enum(reportPictures), why: z.string().optional() })),
    /** How many measures and groupings there may be. */
    limits: z.strictObject({ measures: z.int(), groupings: z.int() }),
  }),
})

const shownProperty = z.strictObject({ path: z.string(), label: z.string(), kind: z.string() })
/** What reports may ask about: the object types and properties that the user may see. */
export const subjectsContract = defineProviderContract({
  id: 'tenure.dashboards/subjects',
  title: 'What reports ask about',
  description: 'The object types that you may see, with the properties that a report can group by and work out.',
  permission,
  output: z.array(
    z.strictObject({
      type: z.string(),
      label: z.string(),
      /** What it can be grouped by: a `period` has to be named for days and times. */
      groups: z.array(shownProperty.extend({ isTime: z.boolean() })),
      /** What can be worked out, each with the measures that apply. */
      measured: z.array(shownProperty.extend({ measures: z.array(z.enum(['sum', 'average', 'minimum', 'maximum', 'distinct'])) })),
    }),
  ),
})
