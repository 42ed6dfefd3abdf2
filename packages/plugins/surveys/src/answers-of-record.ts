import { currentRecord, custom, defineElement, stack } from '@tenure/core/block'
import { Company, Contact, rowOf, through } from '@tenure/core/contract'
import { createPublicLinkContract } from '@tenure/core/outside'
import { RecordSections } from '@tenure/core/page'
import { contribute, implementProvider, reads } from '@tenure/core/plugin'
import { all, descending, isKnown, isRecord, some } from '@tenure/core/query'
import { combineLatest, map } from 'rxjs'
import { elementFolder } from './element-folder.js'
import { Survey, SurveyAnswer } from './survey.js'
import { answersOfRecordContract, recipientsContract } from './survey-contract.js'

const surveyRow = rowOf(Survey.name, Survey.question)
const contactRow = rowOf(Contact.name, Contact.email)
const answerRow = rowOf(
  ...[SurveyAnswer.score, SurveyAnswer.comment, SurveyAnswer.at],
  ...[through(SurveyAnswer.survey, 'id'), through(SurveyAnswer.contact, Contact.name)],
)
/** What is shown of surveys on a contact and on a customer. */
export const OfRecord = reads(surveyRow, answerRow, contactRow, Survey.createdAt, SurveyAnswer.contact, SurveyAnswer.company)
const [mostSurveys, mostAnswers] = [3, 20]

/** The surveys with the answers of one contact or customer, live. */
export const answersOfRecord = implementProvider(answersOfRecordContract, {
  uses: { records: OfRecord },
  watch: ({ input: { type, id }, records }) => {
    const own = type === 'contact' ? some(SurveyAnswer.contact, isRecord(Contact, id)) : some(SurveyAnswer.company, isRecord(Company, id))
    return combineLatest([
      records.watch({ select: surveyRow, orderBy: [descending(Survey.createdAt)], limit: mostSurveys }),
      records.watch({
        ...{ select: answerRow, where: all<string>(own as never, isKnown(SurveyAnswer.score)) as never },
        ...{ orderBy: [descending(SurveyAnswer.at)], limit: mostAnswers },
      }),
      records.watch({ select: contactRow, where: isRecord(Contact, type === 'contact' ? id : 'none') as never, limit: 1 }),
    ]).pipe(
      map(([surveys, answers, contacts]) => {
        const contact = type === 'contact' ? contacts.rows[0] : undefined
        return {
          surveys: surveys.rows.map((row) => ({ id: row.id, name: row.name ?? '', question: row.question ?? '' })),
          answers: answers.rows.map(({ id: answer, score, comment, at, ...row }) => ({
            ...{ id: answer, survey: row['survey.id'] ?? '', contact: row['contact.name'] ?? '' },
            ...{ score: Math.round(score ?? 0), comment: comment ?? '' },
            ...(at !== null && { at }),
          })),
          ...(contact && { contact: { id: contact.id, name: contact.name ?? '', email: contact.email ?? '' } }),
        }
      }),
    )
  },
})

/** Draws them, with the way to ask. */
export const ofRecordElement = defineElement({
  id: 'tenure.surveys/of-record-list',
  module: new URL('surveys-of-record.js', elementFolder),
  calls: [recipientsContract, createPublicLinkContract],
})
const sectionFor = (type: 'contact' | 'company') =>
  contribute(RecordSections, {
    id: `tenure.surveys/of-${type}`,
    types: [type],
    title: 'Surveys',
    block: custom({
      from: answersOfRecordContract,
      input: { id: currentRecord, type },
      element: ofRecordElement,
      fallback: stack(),
    }),
  })
/** The section in the previews of contacts and of customers. */
export const surveySections = [sectionFor('contact'), sectionFor('company')] as const
