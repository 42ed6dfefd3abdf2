import type { CalendarBlock, CalendarItem } from '@tenure/core/block'
import { live } from '../story/answering.js'
import { blockState, from, sourcedStates } from '../story/block-state.js'
import { names } from '../story/sample-rows.js'
import { type Story, story } from '../story/story.js'

const hourMs = 3_600_000
const midnight = Math.floor(Date.now() / 86_400_000) * 86_400_000
const day = (shift: number) => new Date(midnight + shift * 86_400_000).toISOString().slice(0, 10)
const meeting = (title: string, shift: number, hour: number, hours: number, more: Partial<CalendarItem> = {}): CalendarItem => ({
  ...{ type: 'meeting', id: `${title} ${shift}`, title, look: 'plain' },
  startAt: midnight + shift * 86_400_000 + hour * hourMs,
  endAt: midnight + shift * 86_400_000 + (hour + hours) * hourMs,
  ...more,
})
const week = [-2, -1, 0, 1, 2]
const items: readonly CalendarItem[] = [
  ...week.map((shift) => meeting('Team stand-up', shift, 9, 0.25, { look: 'quiet', at: `${day(shift)}T09:00` })),
  meeting('Renewal call', 0, 14, 1, { detail: 'Halden Freight', joinUrl: 'https://meet.example/hf-renewal' }),
  meeting('Quarterly review', 0, 11.75, 1, { detail: 'Arbor Street Bank' }),
  meeting('Lunch and learn', 0, 12, 0.75, { look: 'quiet' }),
  meeting('Save plan workshop', 1, 10.5, 1.5, { detail: 'Solenne Hotels', fixed: 'You may not change when it is.' }),
  meeting('Escalation', 1, 11, 1.5, { detail: 'Halden Freight' }),
  meeting('Prepare offer', 0, 13.5, 0.5, { type: 'task', look: 'outlined', icon: 'task', point: true }),
  meeting('Customer days, Porto', 0, 0, 72, { days: { first: day(0), last: day(2) } }),
]
const many = Array.from({ length: 300 }, (_, at) =>
  meeting(`Meeting ${at + 1}`, (at % 7) - 3, 7 + ((at * 7) % 48) / 4, 0.5 + (at % 3) / 2, { id: `many ${at}`, detail: 'Halden Freight' }),
)
const block: CalendarBlock = {
  kind: 'calendar',
  title: 'Schedule',
  provider: from,
  moves: 'story/act',
  creates: { type: 'meeting', title: 'New meeting' },
}
const long = names.long[0]?.name ?? ''

/** A calendar in its states. */
export const calendarStory: Story = story('Calendar', {
  ...sourcedStates(block, { full: { items, startMinutes: 15 }, empty: { items: [] } }),
  many: blockState(block, live({ items: many })),
  calendars: blockState(
    { ...block, people: true },
    live({
      items: items.map((item) => ({ ...item, calendar: item.look === 'quiet' ? 'internal' : item.type })),
      calendars: [
        { id: 'meeting', title: 'Customer meetings' },
        { id: 'task', title: 'Tasks' },
        { id: 'internal', title: long },
      ],
    }),
  ),
  left: blockState(block, live({ items, left: 12 })),
  sunday: blockState(block, live({ items, firstDay: 0 })),
  'read-only': blockState({ kind: 'calendar', provider: from }, live({ items })),
  'long-names': blockState(block, live({ items: items.map((item) => ({ ...item, title: long, detail: long })) })),
})
