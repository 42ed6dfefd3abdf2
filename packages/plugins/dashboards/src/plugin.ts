import { definePlugin } from '@tenure/core/plugin'
import { boardPage } from './board/page.js'
import { boardActions, Writes } from './desk/board-actions.js'
import { AskSession, boardProviders } from './desk/board-providers.js'
import { activityReport } from './library/activity.js'
import { AskHealth, healthTrendReport } from './library/health-trend.js'
import { AskListTabs, placeBehind } from './report/place-behind.js'
import { Everything, reportProviders } from './report/report-providers.js'
import { Config, summaryReports } from './summary-reports/summary-reports.js'

/** The Dashboards tab: reports with the rights of whoever looks, on grids that teams share. */
export const dashboards = definePlugin({
  id: 'tenure.dashboards',
  version: '0.1.0',
  host: '1.0',
  config: Config,
  grants: [Everything, Writes, AskSession, AskHealth, AskListTabs],
  contributes: [
    ...reportProviders,
    placeBehind,
    ...boardProviders,
    ...boardActions,
    ...activityReport,
    ...healthTrendReport,
    ...boardPage,
    ...summaryReports,
  ],
})
