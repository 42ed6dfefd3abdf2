import { workspacesContract } from '@tenure/core/administration'
import { custom, defineElement, table } from '@tenure/core/block'
import type { Contribution } from '@tenure/core/contract'
import { sessionContract, usersContract } from '@tenure/core/page'
import { defineTab } from '@tenure/core/plugin'
import type { z } from 'zod'
import { dashboardsContract } from '../desk/board-contract.js'
import { elementFolder } from '../element-folder.js'
import { german } from './german.js'

const board = defineElement<z.output<typeof dashboardsContract.output>>({
  id: 'tenure.dashboards/board',
  module: new URL('dashboards-board.js', elementFolder),
  calls: [sessionContract, workspacesContract, usersContract],
})
const tab = defineTab({
  id: 'tenure.dashboards/dashboards',
  title: 'Dashboards',
  icon: 'dashboard',
  order: { group: 'customers', rank: 7 },
  block: custom({
    title: 'Dashboards',
    from: dashboardsContract,
    element: board,
    whole: true,
    fallback: table({ title: 'Dashboards', from: dashboardsContract, columns: ['name', 'reports'] }),
  }),
})

/** The tab and the element that draws it. */
export const boardPage: readonly Contribution[] = [board, tab, german]
