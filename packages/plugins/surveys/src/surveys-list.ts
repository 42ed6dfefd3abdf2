import { Company, Contact, rowOf, through } from '@tenure/core/contract'
import { creates, implementAction, implementProvider, reads } from '@tenure/core/plugin'
import { all, any, ascending, contains, descending, isKnown, isRecord, some } from '@tenure/core/query'
import { combineLatest, from, switchMap } from 'rxjs'
import { satisfactionOf } from './satisfaction.js'
import { Survey, SurveyAnswer } from './survey.js'
import { createSurveyContract, recipientsContract, surveysContract } from './survey-contract.js'

const surveyRow = rowOf(Survey.name, Survey.measure, Survey.question)
const scoreRow = rowOf(SurveyAnswer.score)
const latestRow = rowOf(
  ...[SurveyAnswer.score, SurveyAnswer.comment, SurveyAnswer.at],
  ...[through(SurveyAnswer.survey, Survey.name), through(SurveyAnswer.contact, Contact.name), through(SurveyAnswer.company, Company.name)],
)
const contactRow = rowOf(Contact.name, Contact.email)
const Read = reads(
  ...[surveyRow, scoreRow, latestRow, contactRow, Survey.createdAt],
  ...[SurveyAnswer.survey, SurveyAnswer.contact, SurveyAnswer.company, Contact.companies],
)
const New = creates(Survey.name, Survey.measure, Survey.question, Survey.language)
/** What the list takes. */
export const listGrants = [Read, New] as const

const [mostSurveys, mostScores, mostLatest, mostContacts] = [50, 10_000, 100, 10]

/** The surveys with what their answers say together, live. */
export const surveys = implementProvider(surveysContract, {
  uses: { records: Read },
  watch: ({ records }) =>
    combineLatest([
      records.watch({ select: surveyRow, orderBy: [descending(Survey.createdAt)], limit: mostSurveys }),
      records.watch({ select: latestRow, where: isKnown(SurveyAnswer.score), orderBy: [descending(SurveyAnswer.at)], limit: mostLatest }),
    ]).pipe(
      switchMap(([all, latest]) => {
        const counted = all.rows.map(async ({ id, name, measure, question }) => {
          const where = some(SurveyAnswer.survey, isRecord(Survey, id))
          const { rows } = await records.list({ select: scoreRow, where, limit: mostScores })
          const scores = rows.flatMap(({ score }) => (score === null ? [] : [score]))
          const kind = measure ?? 'nps'
          return { id, name: name ?? '', kind, question: question ?? '', ...satisfactionOf(kind, scores) }
        })
        const shown = latest.rows.map((row) => ({
          id: row.id,
          ...{ survey: row['survey.name'] ?? '', contact: row['contact.name'] ?? '', company: row['company.name'] ?? '' },
          ...{ score: Math.round(row.score ?? 0), comment: row.comment ?? '' },
          ...(row.at !== null && { at: row.at }),
        }))
        return from(Promise.all(counted).then((known) => ({ surveys: known, latest: shown })))
      }),
    ),
})
/** Contacts that may be asked. */
export const recipients = implementProvider(recipientsContract, {
  uses: { records: Read },
  watch: async ({ input: { text, company }, records }) => {
    const named = any(contains(Contact.name, text), contains(Contact.email, text))
    const where = company === undefined ? named : all(named, some(Contact.companies, isRecord(Company, company)))
    const { rows } = await records.list({ select: contactRow, where, orderBy: [ascending(Contact.name)], limit: mostContacts })
    return { contacts: rows.map(({ id, name, email }) => ({ id, name: name ?? '', email: email ?? '' })) }
  },
})
/** Creates a survey. */
export const createSurvey = implementAction(createSurveyContract, {
  uses: { made: New },
  run: ({ input: { kind, ...input }, made }) => ({ id: made.create({ ...input, measure: kind }) }),
})
