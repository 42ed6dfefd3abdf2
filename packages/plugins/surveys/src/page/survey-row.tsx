import { Button, type ElementContext, useText } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import type { z } from 'zod'
import type { surveysContract } from '../survey-contract.js'
import { AskContact } from './ask-contact.js'

/** What the page is told. */
export type Shown = z.output<typeof surveysContract.output>

interface SurveyRowProps {
  readonly survey: Shown['surveys'][number]
  readonly context: Pick<ElementContext, 'act' | 'watch' | 'formats'>
}

/** One survey: its question, what the answers say together, and a link for a contact. */
export function SurveyRow({ survey, context }: SurveyRowProps): ReactNode {
  const text = useText()
  const [isAsking, setAsking] = useState(false)
  const { name, kind, question, answers, value } = survey
  const said = kind === 'nps' ? text('NPS {value}', { value: value ?? 0 }) : text('{value} % satisfied', { value: value ?? 0 })
  return (
    <li className="link-row wraps">
      <div className="grow">
        <b dir="auto">{name}</b>
        <p className="small t2" dir="auto">
          {question}
        </p>
        <p className="small t3">
          {value === undefined
            ? text('Nobody has answered yet.')
            : `${said} · ${answers === 1 ? text('1 answer') : text('{n} answers', { n: answers })}`}
        </p>
      </div>
      <Button label={text('Ask a contact: {name}', { name })} onPress={() => setAsking(true)}>
        {text('Ask a contact')}
      </Button>
      {isAsking ? <AskContact survey={survey} context={context} close={() => setAsking(false)} /> : null}
    </li>
  )
}
