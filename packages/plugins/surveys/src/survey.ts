import { Company, Contact, defineObjectType } from '@tenure/core/contract'

/** The scale of each kind of survey. */
export const scales = { nps: { from: 0, to: 10 }, csat: { from: 1, to: 5 } } as const
/** What a survey measures. */
export type SurveyKind = keyof typeof scales

/** A question that contacts are asked: how likely they recommend us (NPS, 0 to 10), or how satisfied they are (CSAT, 1 to 5). */
export const Survey = defineObjectType({
  name: 'survey',
  label: 'Survey',
  playsRoles: false,
  members: { name: 'string', measure: { oneOf: ['nps', 'csat'] }, question: 'text', language: { oneOf: ['en', 'de'] } },
})
/** What one contact answered to one survey, the latest that they said. An import brings such answers in as well. */
export const SurveyAnswer = defineObjectType({
  name: 'surveyAnswer',
  label: 'Survey answer',
  title: 'title',
  playsRoles: false,
  scales: [
    { property: 'score', ...scales.nps, where: { property: 'measure', value: 'nps' } },
    { property: 'score', ...scales.csat, where: { property: 'measure', value: 'csat' } },
  ],
  members: {
    title: 'string',
    measure: { oneOf: ['nps', 'csat'] },
    score: 'number',
    comment: 'text',
    at: 'datetime',
    source: { oneOf: ['link', 'import'] },
    survey: { linkTo: Survey, single: true, inverse: 'answers' },
    contact: { linkTo: Contact, single: true, inverse: 'surveyAnswers' },
    company: { linkTo: Company, single: true, inverse: 'surveyAnswers' },
  },
})
