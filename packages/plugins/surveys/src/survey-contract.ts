import { defineActionContract, defineProviderContract, schemas } from '@tenure/core/contract'
import { publicQuestion } from '@tenure/core/outside'
import { z } from 'zod'

const asked = z.strictObject({ survey: schemas.recordId, contact: schemas.recordId })
/** The surveys with what their answers say together, newest first, and the latest answers. */
export const surveysContract = defineProviderContract({
  id: 'tenure.surveys/surveys',
  title: 'Surveys',
  description: 'The surveys that you may see, with their net promoter score or satisfaction, and the latest answers.',
  permission: 'workspace.access',
  output: z.strictObject({
    surveys: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        kind: z.enum(['nps', 'csat']),
        question: z.string(),
        answers: z.int(),
        value: z.int().exactOptional(),
      }),
    ),
    latest: z.array(
      z.strictObject({
        id: z.string(),
        survey: z.string(),
        contact: z.string(),
        company: z.string(),
        score: z.int(),
        comment: z.string(),
        at: z.int().exactOptional(),
      }),
    ),
  }),
})
/** The surveys and what was answered to them by one contact, or by the contacts of one customer, newest first. */
export const answersOfRecordContract = defineProviderContract({
  id: 'tenure.surveys/of-record',
  title: 'Surveys of a contact or customer',
  description: 'The newest surveys, and the latest answers of one contact, or of the contacts of one customer.',
  permission: 'workspace.access',
  input: z.strictObject({ type: z.enum(['contact', 'company']), id: schemas.recordId }),
  output: z.strictObject({
    surveys: z.array(z.strictObject({ id: z.string(), name: z.string(), question: z.string() })),
    answers: z.array(
      z.strictObject({
        ...{ id: z.string(), survey: z.string(), contact: z.string(), score: z.int(), comment: z.string() },
        at: z.int().exactOptional(),
      }),
    ),
    /** The contact who would be asked, where the record is one. */
    contact: z.strictObject({ id: z.string(), name: z.string(), email: z.string() }).exactOptional(),
  }),
})
/** Contacts by a part of their name or email, for whom a link is to be. */
export const recipientsContract = defineProviderContract({
  id: 'tenure.surveys/recipients',
  title: 'Contacts to ask',
  description: 'Contacts whose name or email has a text in it, with their email; of one customer, where one is named.',
  permission: 'workspace.access',
  input: z.strictObject({ text: z.string().trim().max(100), company: schemas.recordId.exactOptional() }),
  output: z.strictObject({ contacts: z.array(z.strictObject({ id: z.string(), name: z.string(), email: z.string() })) }),
})
/** Creates a survey. */
export const createSurveyContract = defineActionContract({
  id: 'tenure.surveys/create',
  title: 'Create a survey',
  description: 'Creates a survey that contacts can be asked by a link.',
  permission: 'workspace.access',
  input: z.strictObject({
    name: z.string().trim().min(1).max(100),
    kind: z.enum(['nps', 'csat']),
    question: z.string().trim().min(1).max(500),
    language: z.enum(['en', 'de']),
  }),
  output: z.strictObject({ id: z.string() }),
})
/** The question of a survey for one contact: what a link shows. */
export const questionContract = defineProviderContract({
  id: 'tenure.surveys/question',
  title: 'Question of a survey',
  description: 'What a contact is asked who opens the link of a survey.',
  permission: 'workspace.access',
  input: asked,
  output: publicQuestion,
})
/** Takes what a contact answers; the same contact's earlier answer to the survey changes. */
export const answerContract = defineActionContract({
  id: 'tenure.surveys/answer',
  title: 'Answer a survey',
  description: 'Records what a contact answers to a survey, on the contact and the customer. An earlier answer changes.',
  permission: 'workspace.access',
  input: asked.extend({ score: z.int().min(0).max(10), comment: z.string().max(4_000) }),
})
