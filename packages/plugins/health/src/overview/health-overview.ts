import { custom, defineElement, metric } from '@tenure/core/block'
import { activeProfilesContract, healthOverviewContract } from '@tenure/core/health'
import { SummaryBlocks } from '@tenure/core/page'
import { contribute } from '@tenure/core/plugin'
import { elementFolder } from '../element-folder.js'
import { overviewGerman } from './german.js'

const mine = { from: healthOverviewContract, input: { of: 'mine' } } as const
const element = defineElement({
  id: 'tenure.health/portfolio',
  module: new URL('health-overview.js', elementFolder),
  calls: [healthOverviewContract, activeProfilesContract],
})
const block = contribute(SummaryBlocks, {
  id: 'tenure.health/summary',
  order: { rank: 5 },
  columns: 7,
  block: custom({ title: 'Health', ...mine, element, fallback: metric({ title: 'Health', ...mine, value: 'average' }) }),
})

/** How healthy the portfolio of a user is, as a block of Summary (SUM-6). The core keeps the scores and answers what it shows. */
export const healthOverview = [element, block, overviewGerman]
