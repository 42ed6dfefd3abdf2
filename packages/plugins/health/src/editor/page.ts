import { definePage } from '@tenure/core/administration'
import { custom, defineElement, detail } from '@tenure/core/block'
import {
  activateProfileContract,
  changeProfileContract,
  profilePreviewContract,
  saveProfileContract,
  scoreProfilesContract,
} from '@tenure/core/health'
import { filterFieldsContract, searchContract } from '@tenure/core/page'
import { definePlugin } from '@tenure/core/plugin'
import type { z } from 'zod'
import { backtestContract } from '../backtest/contract.js'
import { elementFolder } from '../element-folder.js'
import { fitContract } from '../fit/contract.js'
import { healthOverview } from '../overview/health-overview.js'
import { german } from './german.js'

const profiles = defineElement<z.output<typeof scoreProfilesContract.output>>({
  id: 'tenure.health/editor',
  module: new URL('health-editor.js', elementFolder),
  calls: [
    ...[saveProfileContract, activateProfileContract, changeProfileContract, profilePreviewContract],
    ...[filterFieldsContract, searchContract, backtestContract, fitContract],
  ],
})
const page = definePage({
  id: 'tenure.health/profiles-page',
  title: 'Health scores',
  icon: 'activity',
  // Profiles score an object type, and object types are those of the whole account.
  area: 'account',
  order: { group: 'account', rank: 50 },
  block: custom({ from: scoreProfilesContract, element: profiles, fallback: detail({ from: scoreProfilesContract, fields: ['mayEdit'] }) }),
})

/** Health scores: the page on which administrators make, try and activate them (WSP-13), and those of the own portfolio on Summary (SUM-6). */
export const health = definePlugin({
  id: 'tenure.health',
  version: '0.1.0',
  host: '1.0',
  contributes: [profiles, page, german, ...healthOverview],
})
