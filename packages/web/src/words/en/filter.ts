/** Spans of time that a quick filter offers. */
export const filter = {
  by: (label: string) => `Filter by ${label}`,
  any: 'Any date',
  choices: {
    today: 'Today',
    yesterday: 'Yesterday',
    'this-week': 'This week',
    'last-7': 'Last 7 days',
    'last-30': 'Last 30 days',
    'last-90': 'Last 90 days',
    'this-month': 'This month',
    'this-quarter': 'This quarter',
    'older-30': 'More than 30 days ago',
    'older-90': 'More than 90 days ago',
    unknown: 'No date',
  },
}
