import type { ImportRow, Values } from '@tenure/core'
import { fromWallTime } from '@tenure/core/zone'
import { type SampleUser, sampleUsers } from './row/people.js'
import { sampleRow } from './sample-row.js'
import { daysAfter, workday } from './working-time.js'

/** The meetings that people have among themselves: some again and again, some beside those with customers, and some that last days. */
export function ownMeetings(today: string): readonly ImportRow[] {
  return sampleUsers.flatMap((user) => meetingsOf(user, today))
}

function meetingsOf(user: SampleUser, today: string): readonly ImportRow[] {
  const monday = mondayOf(today)
  const before = daysAfter(monday, -56)
  const meeting = (key: string, title: string, values: Values): ImportRow =>
    sampleRow('meeting', `${user.key}/${key}`, { title, owner: user.id, createdAt: timeOf(user, before, '08:00'), ...values })
  return [
    meeting('stand-up', 'Team stand-up', {
      ...hours(user, before, '09:15', 15, `https://meet.tenure.example/stand-up-${user.team}`),
      ...{ timeZone: user.timeZone, repeat: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR' },
      repeatExcept: [`${daysAfter(monday, 8)}T09:15`],
    }),
    meeting('one-to-one', 'One to one', {
      ...hours(user, daysAfter(before, 3), '13:00', 45),
      ...{ timeZone: user.timeZone, repeat: 'FREQ=WEEKLY', body: 'What went well, what did not, who needs help.' },
    }),
    meeting('portfolio', 'Portfolio review', {
      ...hours(user, daysAfter(before, 4), '15:00', 90, 'https://meet.tenure.example/portfolio'),
      ...{ timeZone: user.timeZone, repeat: 'FREQ=MONTHLY;BYDAY=-1FR' },
    }),
    meeting('lunch', 'Lunch and learn', { ...hours(user, daysAfter(monday, 1), '12:00', 45), location: 'Kitchen' }),
    meeting(
      'office-hour',
      'Product office hour',
      hours(user, daysAfter(monday, 1), '12:15', 60, 'https://meet.tenure.example/office-hour'),
    ),
    meeting('interview', 'Interview', hours(user, daysAfter(monday, 2), '11:30', 45)),
    meeting('customer-days', 'Customer days', {
      ...{ startDate: daysAfter(monday, 2), endDate: daysAfter(monday, 4), location: 'Porto' },
    }),
    meeting('closing', 'Books are closed', { startDate: workday(daysAfter(monday, 7)) }),
  ]
}

function hours(user: SampleUser, day: string, time: string, minutes: number, joinUrl?: string): Values {
  const at = timeOf(user, day, time)
  return { at, endAt: at + minutes * 60_000, ...(joinUrl !== undefined && { joinUrl, location: 'Video call' }) }
}
function timeOf(user: SampleUser, day: string, time: string): number {
  return fromWallTime(Date.parse(`${day}T${time}Z`), user.timeZone)
}
function mondayOf(day: string): string {
  return daysAfter(day, -((new Date(day).getUTCDay() + 6) % 7))
}
