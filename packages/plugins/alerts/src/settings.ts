import { defineSettings } from '@tenure/core/plugin'
import { z } from 'zod'

/** How long an alert lives that nobody takes on, how many are shown at once, and by when it is due. */
export const AlertSettings = defineSettings({
  id: 'tenure.alerts/settings',
  scope: 'workspace',
  title: 'Alerts',
  description: 'How long alerts live, how many Summary shows, and by when they are due.',
  icon: 'alert',
  order: { group: 'settings', rank: 6 },
  schema: z.strictObject({ lifeDays: z.int().min(1).max(365), most: z.int().min(1).max(100), dueDays: z.int().min(1).max(60) }),
  initial: { lifeDays: 14, most: 25, dueDays: 3 },
  labels: { lifeDays: 'Days until an alert ends', most: 'Alerts shown at once', dueDays: 'Days until an alert is due' },
  hints: {
    lifeDays: 'One that somebody has snoozed or turned into a task stays until it is closed.',
    most: 'All of them can be read.',
  },
})
