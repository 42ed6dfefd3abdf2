import { defineSettings, oneOf } from '@tenure/core/plugin'
import { z } from 'zod'

/** When a meeting can be started, on which day weeks begin, and what the tab shows. */
export const ScheduleSettings = defineSettings({
  id: 'tenure.schedule/settings',
  scope: 'workspace',
  title: 'Schedule',
  description: 'When a meeting can be started, on which day weeks begin, and what is shown.',
  icon: 'meeting',
  order: { group: 'settings', rank: 5 },
  schema: z.strictObject({
    startMinutes: z.int().min(0).max(240),
    firstDay: z.enum(['language', 'monday', 'sunday', 'saturday']),
    shown: z.enum(['both', 'meetings', 'tasks']),
  }),
  initial: { startMinutes: 15, firstDay: 'language', shown: 'both' },
  labels: { startMinutes: 'Minutes before the start', firstDay: 'First day of the week', shown: 'Shown' },
  hints: { startMinutes: 'From so many minutes before its start until its end, a meeting with a join link offers Start meeting.' },
  choices: {
    firstDay: oneOf([
      { value: 'language', label: 'As the language of the user has it' },
      { value: 'monday', label: 'Monday' },
      { value: 'sunday', label: 'Sunday' },
      { value: 'saturday', label: 'Saturday' },
    ]),
    shown: oneOf([
      { value: 'both', label: 'Meetings and tasks' },
      { value: 'meetings', label: 'Meetings' },
      { value: 'tasks', label: 'Tasks' },
    ]),
  },
})
