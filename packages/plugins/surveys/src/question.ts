import { Company, Contact, ContactActivity, days, rowOf, TenureError } from '@tenure/core/contract'
import { definePublicLink } from '@tenure/core/outside'
import { Clock, creates, edits, implementAction, implementProvider, type Key, reads } from '@tenure/core/plugin'
import { all, isRecord, some } from '@tenure/core/query'
import { Survey, SurveyAnswer, scales } from './survey.js'
import { answerContract, questionContract } from './survey-contract.js'

const surveyRow = rowOf(Survey.name, Survey.measure, Survey.question, Survey.language)
const contactRow = rowOf(Contact.name, Contact.owner)
const answerRow = rowOf(SurveyAnswer.score, SurveyAnswer.comment)
const companyRow = rowOf(Company.name, Company.csm)
const Asked = reads(surveyRow, contactRow, answerRow, companyRow, SurveyAnswer.survey, SurveyAnswer.contact, Company.contacts)
const values = [
  SurveyAnswer.title,
  SurveyAnswer.measure,
  SurveyAnswer.score,
  SurveyAnswer.comment,
  SurveyAnswer.at,
  SurveyAnswer.source,
] as const
const New = creates(...values, SurveyAnswer.owner, SurveyAnswer.survey, SurveyAnswer.contact, SurveyAnswer.company)
const Changed = edits(...values)
const Happened = creates(
  ...[ContactActivity.title, ContactActivity.body, ContactActivity.at, ContactActivity.kind, ContactActivity.score],
  ...[ContactActivity.owner, ContactActivity.contact, ContactActivity.company],
)
/** What asking and answering takes. */
export const questionGrants = [Asked, New, Changed, Happened] as const

const ends = {
  nps: { en: ['not at all likely', 'extremely likely'], de: ['ganz unwahrscheinlich', 'äußerst wahrscheinlich'] },
  csat: { en: ['very dissatisfied', 'very satisfied'], de: ['sehr unzufrieden', 'sehr zufrieden'] },
} as const
type Opened = typeof Asked extends Key<infer T, string> ? T : never
interface Pair {
  readonly survey: string
  readonly contact: string
}

// A user who may not see both any more asks nothing.
async function find(records: Opened, { survey, contact }: Pair) {
  const given = all(some(SurveyAnswer.survey, isRecord(Survey, survey)), some(SurveyAnswer.contact, isRecord(Contact, contact)))
  const [surveys, contacts, answers] = await Promise.all([
    records.list({ select: surveyRow, where: isRecord(Survey, survey), limit: 1 }),
    records.list({ select: contactRow, where: isRecord(Contact, contact), limit: 1 }),
    records.list({ select: answerRow, where: given, limit: 1 }),
  ])
  const [asked, person] = [surveys.rows[0], contacts.rows[0]]
  if (asked === undefined || person === undefined) {
    const message = 'This survey, or this contact, is no longer there.'
    throw new TenureError('record.not-found', message, { record: { type: 'survey', id: survey } })
  }
  return { asked, kind: asked.measure ?? 'nps', person, answer: answers.rows[0] }
}

/** What a contact is asked. */
export const question = implementProvider(questionContract, {
  uses: { records: Asked },
  watch: async ({ input, records }) => {
    const { asked, kind, answer } = await find(records, input)
    const language = asked.language ?? 'en'
    const [low, high] = ends[kind][language]
    const given = answer?.score == null ? undefined : { score: answer.score, comment: (answer.comment ?? '').slice(0, 4_000) }
    return {
      type: 'question' as const,
      question: {
        ...{ language, title: (asked.name ?? '').slice(0, 200), text: (asked.question ?? '').slice(0, 2_000), ...scales[kind], low, high },
        ...(given && { given }),
      },
    }
  },
})

/** Takes an answer. */
export const answer = implementAction(answerContract, {
  uses: { records: Asked, made: New, changed: Changed, happened: Happened, clock: Clock },
  run: async ({ input, records, made, changed, happened, clock, session }) => {
    const { survey, contact, score, comment } = input
    const { asked, kind, person, answer: before } = await find(records, input)
    const { from, to } = scales[kind]
    if (score < from || score > to) throw outside(from, to)
    const { rows } = await records.list({ select: companyRow, where: some(Company.contacts, isRecord(Contact, contact)), limit: 1 })
    const company = rows[0] === undefined ? {} : { company: rows[0].id }
    const title = `${asked.name ?? ''}: ${score}, ${person.name ?? ''}`
    const said = { title, measure: kind, score, comment: comment === '' ? null : comment, at: clock.now(), source: 'link' as const }
    const key = `${survey} ${contact}`
    // It belongs to the person who looks after the contact, so that users who see only their own see it.
    const owner = rows[0]?.csm ?? person.owner ?? session.user
    if (before === undefined) made.create({ ...said, owner }, { survey, contact, ...company }, { key })
    else changed.edit(before.id, said)
    // The first answer is what happened; a later one corrects it.
    const activity = { title: asked.name, body: said.comment, at: said.at, kind: 'survey-answered' as const, score, owner }
    if (before === undefined) happened.create(activity, { contact, ...company }, { key })
  },
})
function outside(from: number, to: number): TenureError {
  const message = `A score of this survey is from ${from} to ${to}.`
  return new TenureError('input.invalid', message, { issues: [{ path: ['score'], message }] })
}

/** A link for one contact and one survey (SEC-11): it opens for 30 days, and the answer can be changed as long. */
export const surveyLink = definePublicLink({
  id: 'tenure.surveys/link',
  title: 'Survey',
  description: 'Anyone who has the link answers a survey in the name of one contact, for 30 days.',
  from: questionContract,
  file: 'survey.html',
  takes: answerContract,
  expiresAfter: days(30),
  most: 2_000,
})
