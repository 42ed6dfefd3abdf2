import { chart } from '@tenure/core/block'
import { dayOf, defineProviderContract, schemas, values } from '@tenure/core/contract'
import { healthOverviewContract } from '@tenure/core/health'
import { asks, implementProvider } from '@tenure/core/plugin'
import { defineReport } from '@tenure/core/report'
import { map } from 'rxjs'
import { z } from 'zod'

/** How many weeks the trend goes back. */
const weeks = 12
/** The average score of the customers that the user may see, at the end of each of the last weeks. */
export const healthAverageContract = defineProviderContract({
  id: 'tenure.dashboards/health-trend',
  title: 'Average health over time',
  description: 'The average score of the customers that you may see, at the end of each of the last twelve weeks, and how many had one.',
  permission: 'workspace.access',
  output: z.strictObject({
    rows: z.array(z.strictObject({ day: schemas.day, average: z.number().nullable(), scored: z.int() })),
    /** While it is worked out; the rows are not there yet. */
    progress: schemas.progress.exactOptional(),
  }),
})
/** Scores are kept, and their past is read, by the core. */
export const AskHealth = asks(healthOverviewContract)

const trend = implementProvider(healthAverageContract, {
  uses: { health: AskHealth },
  watch: ({ health }) =>
    health.watch(healthOverviewContract, { of: 'all', weeks }).pipe(
      values(),
      map(({ overTime, progress }) => ({
        rows: overTime.map(({ at, average, scored }) => ({ day: dayOf(at - 1, 'UTC'), average, scored })),
        ...(progress !== undefined && { progress }),
      })),
    ),
})
const report = defineReport({
  id: 'tenure.dashboards/health',
  title: 'Health trend',
  description: 'Average health score of the last twelve weeks',
  icon: 'trend',
  order: { group: 'library', rank: 3 },
  block: chart({
    title: 'Health trend',
    from: healthAverageContract,
    shape: 'lines',
    category: { field: 'day', label: 'Week', format: 'date', period: 'day' },
    series: [{ field: 'average', label: 'Average health', format: 'number' }],
  }),
})

/** Average health over time, which is read from history and not from records of now. */
export const healthTrendReport = [trend, report]
