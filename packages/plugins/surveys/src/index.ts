// `@tenure/surveys`: surveys that contacts answer by a link.
export { surveys } from './plugin.js'
export { type Satisfaction, satisfactionOf } from './satisfaction.js'
export { Survey, SurveyAnswer, type SurveyKind } from './survey.js'
export {
  answerContract,
  answersOfRecordContract,
  createSurveyContract,
  questionContract,
  recipientsContract,
  surveysContract,
} from './survey-contract.js'
