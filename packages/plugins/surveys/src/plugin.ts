import { definePage } from '@tenure/core/administration'
import { custom, defineElement, stack } from '@tenure/core/block'
import { createPublicLinkContract, publicLinksContract, revokePublicLinkContract } from '@tenure/core/outside'
import { definePlugin } from '@tenure/core/plugin'
import { answersOfRecord, OfRecord, ofRecordElement, surveySections } from './answers-of-record.js'
import { elementFolder } from './element-folder.js'
import { german } from './german.js'
import { answer, question, questionGrants, surveyLink } from './question.js'
import { Survey, SurveyAnswer } from './survey.js'
import { createSurveyContract, recipientsContract, surveysContract } from './survey-contract.js'
import { createSurvey, surveys as list, listGrants, recipients } from './surveys-list.js'

const element = defineElement({
  id: 'tenure.surveys/page',
  module: new URL('surveys-page.js', elementFolder),
  calls: [
    ...[surveysContract, recipientsContract, createSurveyContract],
    ...[createPublicLinkContract, publicLinksContract, revokePublicLinkContract],
  ],
})
const page = definePage({
  id: 'tenure.surveys/surveys-page',
  title: 'Surveys',
  icon: 'message',
  area: 'workspace',
  permission: 'workspace.access',
  block: custom({ title: 'Surveys', from: surveysContract, element, fallback: stack() }),
})

/** Surveys (BEY-15): questions that contacts answer by a link, what they say together, and their answers on contacts and customers. */
export const surveys = definePlugin({
  id: 'tenure.surveys',
  version: '0.1.0',
  host: '1.0',
  grants: [...questionGrants, ...listGrants, OfRecord],
  contributes: [
    ...[Survey, SurveyAnswer, list, recipients, createSurvey, question, answer, surveyLink, element, page, german],
    ...[answersOfRecord, ofRecordElement, ...surveySections],
  ],
})
