// For the browser alone: the surveys in the preview of a contact or a customer.
import { Button, type ElementContext, LoadingLines, registerElement, useLive, useText } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import type { z } from 'zod'
import { AskContact } from '../page/ask-contact.js'
import type { answersOfRecordContract } from '../survey-contract.js'

type Context = ElementContext<typeof answersOfRecordContract>
type Shown = z.output<typeof answersOfRecordContract.output>

function Surveys({ context }: { readonly context: Context }): ReactNode {
  const text = useText()
  const shown = useLive(context.answer)?.value
  if (shown === undefined) return <LoadingLines lines={2} />
  if (shown.surveys.length === 0)
    return (
      <p className="small t3">
        {text('No surveys yet.')}{' '}
        <Button look="bare" isDisabled={context.isReadOnly} onPress={() => context.openPage('tenure.surveys/surveys-page')}>
          {text('New survey')}
        </Button>
      </p>
    )
  return (
    <ul className="link-rows">
      {shown.surveys.map((survey) => (
        <SurveyLine key={survey.id} survey={survey} shown={shown} context={context} />
      ))}
    </ul>
  )
}

interface SurveyLineProps {
  readonly survey: Shown['surveys'][number]
  readonly shown: Shown
  readonly context: Context
}
function SurveyLine({ survey, shown: { answers, contact }, context }: SurveyLineProps): ReactNode {
  const text = useText()
  const [isAsking, setAsking] = useState(false)
  const last = answers.find((answer) => answer.survey === survey.id)
  const { type, id } = context.input
  const said = last && [
    String(last.score),
    ...(contact === undefined && last.contact !== '' ? [last.contact] : []),
    ...(last.at === undefined ? [] : [context.formats.ago(last.at)]),
  ]
  return (
    <li className="link-row">
      <div className="grow">
        <b dir="auto">{survey.name}</b>
        <p className="small t3" dir="auto">
          {said === undefined ? text('Not answered yet.') : text('Last answer: {answer}', { answer: said.join(' · ') })}
        </p>
      </div>
      {context.isReadOnly ? null : (
        <Button label={text('Ask: {name}', { name: survey.name })} onPress={() => setAsking(true)}>
          {text('Ask')}
        </Button>
      )}
      {isAsking ? (
        <AskContact
          survey={survey}
          context={context}
          contact={contact}
          company={type === 'company' ? id : undefined}
          close={() => setAsking(false)}
        />
      ) : null}
    </li>
  )
}

registerElement('tenure-surveys-of-record-list', Surveys)
