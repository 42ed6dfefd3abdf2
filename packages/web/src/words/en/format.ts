/** Words in values: how far a day is, how long something takes, what is so and what is not. `count` is a number as it is written. */
export const format = {
  today: 'Today',
  yesterday: 'Yesterday',
  days: (count: string) => `${count} d`,
  hours: (count: string) => `${count} h`,
  minutes: (count: string) => `${count} min`,
  daysAgo: (count: string) => `${count} d ago`,
  inDays: (count: string) => `in ${count} d`,
  yes: 'Yes',
  no: 'No',
  unknownUser: 'Unknown user',
  health: { risk: 'At risk', neutral: 'Neutral', healthy: 'Healthy', none: 'Not scored' },
}
