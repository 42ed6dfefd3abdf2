// For the browser alone: the page of surveys.
import { AdminSheet, Button, Card, type ElementContext, Failed, LoadingLines, registerElement, useLive, useText } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import type { surveysContract } from '../survey-contract.js'
import { NewSurvey } from './new-survey.js'
import { SurveyLinks } from './survey-links.js'
import { type Shown, SurveyRow } from './survey-row.js'

type Context = ElementContext<typeof surveysContract>

function SurveysPage({ context }: { readonly context: Context }): ReactNode {
  const text = useText()
  const frame = useLive(context.answer)
  const [isMaking, setMaking] = useState(false)
  const answer = frame?.value
  return (
    <AdminSheet title={text('Surveys')} actions={<Button onPress={() => setMaking(true)}>{text('New survey')}</Button>}>
      {answer === undefined ? (
        frame?.state === 'stale' ? (
          <Failed what={text('Surveys')} problem={frame.problem} />
        ) : (
          <LoadingLines lines={4} />
        )
      ) : (
        <div className="link-kinds">
          <Card
            title={text('Surveys')}
            lead={text('A link asks one contact, for 30 days. The answer is on the contact and the customer, and counts in scores.')}
          >
            {answer.surveys.length === 0 ? (
              <p className="small t3 link-row">{text('No surveys yet. Create one, then a link for each contact.')}</p>
            ) : (
              <ul className="link-rows">
                {answer.surveys.map((survey) => (
                  <SurveyRow key={survey.id} survey={survey} context={context} />
                ))}
              </ul>
            )}
          </Card>
          <Latest latest={answer.latest} context={context} />
          <SurveyLinks context={context} />
        </div>
      )}
      {isMaking ? <NewSurvey context={context} close={() => setMaking(false)} /> : null}
    </AdminSheet>
  )
}

function Latest({ latest, context }: { readonly latest: Shown['latest']; readonly context: Context }): ReactNode {
  const text = useText()
  return (
    <Card title={text('Latest answers')}>
      {latest.length === 0 ? (
        <p className="small t3 link-row">{text('Nobody has answered yet.')}</p>
      ) : (
        <ul className="link-rows">
          {latest.map(({ id, survey, contact, company, score, comment, at }) => (
            <li className="link-row" key={id}>
              <b className="num">{score}</b>
              <div className="grow">
                <Button look="bare" onPress={() => context.openRecord({ type: 'surveyAnswer', id })}>
                  {[contact, company].filter((name) => name !== '').join(', ') || text('Unknown')}
                </Button>
                {comment === '' ? null : (
                  <p className="small" dir="auto">
                    {comment}
                  </p>
                )}
                <p className="small t3">{[survey, ...(at === undefined ? [] : [context.formats.ago(at)])].join(' · ')}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

registerElement('tenure-surveys-page', SurveysPage)
