import { eitherSignal, eventsSignal, numberSignal, optionSignal, recordsSignal, type Signal } from './signal.js'

/** A group of criteria to begin with (HS-2). */
export interface ScoreTemplate {
  readonly id: 'usage' | 'support' | 'engagement' | 'calls' | 'sentiment' | 'survey'
  readonly title: string
  readonly kind: 'property' | 'event'
  /** Its maximum beside all the others, which sum to 100. */
  readonly maximum: number
  readonly signals: readonly Signal[]
}

const lastAnswer = {
  ...{ id: 'survey-answers', title: 'Last survey answer', share: 1, bounds: [7, 9] as const },
  ...{ latest: { property: 'score', date: 'at' }, within: { property: 'at', days: 180 } },
} as const
/** Answers to our surveys, or else those that only the activities of contacts tell of. */
const survey = eitherSignal(
  recordsSignal({
    ...{ ...lastAnswer, association: 'surveyAnswers' },
    where: (to) => ({ test: 'is', property: `${to}.measure`, value: 'nps' }),
  }),
  recordsSignal({
    ...{ ...lastAnswer, association: 'contactActivities' },
    where: (to) => ({ test: 'is', property: `${to}.kind`, value: 'survey-answered' }),
  }),
)

/** The templates of groups, in the order of their maxima. */
export const scoreTemplates: readonly ScoreTemplate[] = [
  {
    ...{ id: 'usage', title: 'Product usage', kind: 'property', maximum: 30 },
    signals: [
      numberSignal({ id: 'logins', title: 'Weekly logins', share: 2, names: ['weeklyLogins', 'logins', 'activeUsers'], bounds: [10, 30] }),
      recordsSignal({
        ...{ id: 'pages', title: 'Pages visited', share: 1, association: 'contactActivities', bounds: [1, 5] },
        where: (to) => ({ test: 'any-of', property: `${to}.kind`, values: ['page-visited', 'document-viewed'] }),
        within: { property: 'at', days: 28 },
      }),
    ],
  },
  {
    ...{ id: 'support', title: 'Support tickets', kind: 'property', maximum: 20 },
    signals: [
      recordsSignal({
        ...{ id: 'urgent', title: 'Open urgent tickets', share: 3, association: 'tickets', bounds: [1, 2], isFalling: true },
        where: (to) => ({
          test: 'all',
          filters: [
            { test: 'is', property: `${to}.priority`, value: 'urgent' },
            { test: 'is-unknown', property: `${to}.closedAt` },
          ],
        }),
      }),
      recordsSignal({
        ...{ id: 'open-tickets', title: 'Open tickets', share: 2, association: 'tickets', bounds: [2, 5], isFalling: true },
        where: (to) => ({ test: 'is-unknown', property: `${to}.closedAt` }),
      }),
    ],
  },
  {
    ...{ id: 'engagement', title: 'Engagement', kind: 'event', maximum: 20 },
    signals: [
      eventsSignal({ id: 'meetings', title: 'Meetings', share: 3, association: 'meetings', days: 60, bounds: [1, 2] }),
      eventsSignal({
        ...{ id: 'emails', title: 'Emails', share: 2, association: 'emails', days: 28, bounds: [1, 3] },
        decay: { percent: 25, everyDays: 7 },
      }),
    ],
  },
  {
    ...{ id: 'calls', title: 'Calls', kind: 'event', maximum: 10 },
    signals: [
      eventsSignal({
        ...{ id: 'long-calls', title: 'Calls of 5 minutes or more', share: 1, association: 'calls', days: 60, bounds: [1, 2] },
        where: (to) => ({ test: 'at-least', property: `${to}.durationMs`, value: 300_000 }),
      }),
    ],
  },
  {
    ...{ id: 'sentiment', title: 'CSM sentiment', kind: 'property', maximum: 10 },
    signals: [
      optionSignal({
        ...{ id: 'csm-sentiment', title: 'CSM sentiment', share: 1, names: ['csmSentiment', 'sentiment'] },
        good: ['good', 'positive', 'happy', 'green'],
        middle: ['fair', 'neutral', 'mixed', 'yellow'],
      }),
    ],
  },
  {
    ...{ id: 'survey', title: 'Survey score (NPS)', kind: 'property', maximum: 10 },
    signals: [
      eitherSignal(
        numberSignal({ id: 'nps', title: 'NPS answer', share: 1, names: ['npsAnswer', 'nps', 'npsScore'], bounds: [7, 9] }),
        survey,
      ),
    ],
  },
]
