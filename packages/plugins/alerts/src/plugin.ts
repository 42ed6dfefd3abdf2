import { custom, defineElement, metric } from '@tenure/core/block'
import { healthContract } from '@tenure/core/health'
import { SummaryBlocks } from '@tenure/core/page'
import { contribute, definePlugin } from '@tenure/core/plugin'
import { actionGrants, close, dismiss, snooze, takeOn } from './actions.js'
import { active, Customer, Shown } from './active.js'
import { Alert } from './alert-type.js'
import { activeAlerts, alertReport, closeContract, dismissContract, snoozeContract, takeOnContract } from './contract.js'
import { elementFolder } from './element-folder.js'
import { german } from './german.js'
import { OfRecord, ofRecord } from './of-record.js'
import { follow, raise, raiseGrants } from './raise.js'
import { Counted, report, Stages } from './report.js'
import { AlertSettings } from './settings.js'

const element = defineElement({
  id: 'tenure.alerts/list',
  module: new URL('alerts-list.js', elementFolder),
  calls: [healthContract, alertReport, closeContract, dismissContract, snoozeContract, takeOnContract],
})
const block = contribute(SummaryBlocks, {
  id: 'tenure.alerts/summary',
  order: { rank: 1 },
  columns: 5,
  block: custom({
    title: 'Alerts',
    from: activeAlerts,
    element,
    fallback: metric({ title: 'Alerts', from: activeAlerts, value: 'total' }),
  }),
})

/** Alerts: customers whose health status has changed, each with an owner, until somebody closes it. */
export const alerts = definePlugin({
  id: 'tenure.alerts',
  version: '0.1.0',
  host: '1.0',
  grants: [Shown, Customer, ...raiseGrants, ...actionGrants, OfRecord, Counted, Stages],
  contributes: [
    ...[Alert, AlertSettings, raise, follow, active, snooze, close, dismiss, takeOn, report, ofRecord],
    ...[element, block, german],
  ],
})
