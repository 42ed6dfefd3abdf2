import { calendar } from '@tenure/core/block'
import { Meeting } from '@tenure/core/contract'
import { definePlugin, defineTab } from '@tenure/core/plugin'
import { moveContract, scheduleItems, scheduleLinked } from './contract.js'
import { german } from './german.js'
import { items, Shown, Whole } from './items.js'
import { linked, Named } from './linked.js'
import { move } from './move.js'
import { Due, Links, Moved, Times } from './move-grants.js'
import { ScheduleSettings } from './settings.js'
import { todayGerman } from './today/german.js'
import { today, todayBlock, todayElement } from './today/today.js'

const tab = defineTab({
  id: 'tenure.schedule/schedule',
  title: 'Schedule',
  icon: 'meeting',
  order: { group: 'customers', rank: 5 },
  block: calendar({
    from: scheduleItems,
    linked: scheduleLinked,
    moves: moveContract,
    creates: { type: Meeting, title: 'New meeting' },
    people: true,
  }),
})

/** The Schedule tab: the tasks and meetings of the user, by day, week and month. */
export const schedule = definePlugin({
  id: 'tenure.schedule',
  version: '0.1.0',
  host: '1.0',
  grants: [Shown, Whole, Named, Links, Times, Due, Moved],
  contributes: [items, linked, move, ScheduleSettings, tab, german, today, todayElement, todayBlock, todayGerman],
})
